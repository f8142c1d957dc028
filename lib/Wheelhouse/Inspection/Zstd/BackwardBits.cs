namespace Wheelhouse.Inspection.Zstd;

/// <summary>
/// Bits read from the last byte to the first, as zstd's entropy coders write them; the highest set bit of the last byte only
/// marks where they begin.
/// </summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> bytes;

    public BackwardBits(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        Left =
            bytes.IsEmpty || bytes[^1] == 0
                ? throw new InvalidDataException("a bit stream has no end")
                : ((bytes.Length - 1) * 8) + int.Log2(bytes[^1]);
    }

    /// <summary>Bits that are left; below zero when more were taken than there were, which read as zeros.</summary>
    public int Left { get; private set; }

    /// <summary>Takes some bits, at most 24.</summary>
    public int Take(int count)
    {
        var value = Peek(count);
        Left -= count;
        return value;
    }

    /// <summary>The next bits, which stay.</summary>
    public readonly int Peek(int count)
    {
        var value = 0;
        var from = Left - count;
        for (var place = Math.Max(0, from) / 8; place * 8 < Left; place++)
        {
            var shift = (place * 8) - from;
            value |= shift >= 0 ? bytes[place] << shift : bytes[place] >> -shift;
        }

        return value & ((1 << count) - 1);
    }

    public void Skip(int count) => Left -= count;
}
