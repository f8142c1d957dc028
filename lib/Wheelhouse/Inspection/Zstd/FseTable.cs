namespace Wheelhouse.Inspection.Zstd;

/// <summary>A decoding table of finite state entropy (RFC 8878, 4.1): for each state a symbol and the way to the next state.</summary>
internal sealed class FseTable
{
    private readonly byte[] symbols;
    private readonly byte[] bits;
    private readonly ushort[] bases;

    private FseTable(int log, byte[] symbols, byte[] bits, ushort[] bases) =>
        (Log, this.symbols, this.bits, this.bases) = (log, symbols, bits, bases);

    /// <summary>Bits of the first state.</summary>
    public int Log { get; }

    /// <summary>A table whose every state is one symbol.</summary>
    public static FseTable Single(byte symbol) => new(0, [symbol], [0], [0]);

    /// <summary>The table of a distribution: how many states each symbol has, -1 for less than one.</summary>
    public static FseTable Of(ReadOnlySpan<short> shares, int log)
    {
        var size = 1 << log;
        var (symbols, bits, bases) = (new byte[size], new byte[size], new ushort[size]);
        var next = new int[shares.Length];
        var high = size;
        for (var symbol = 0; symbol < shares.Length; symbol++)
        {
            next[symbol] = Math.Abs((int)shares[symbol]);
            if (shares[symbol] == -1)
            {
                symbols[--high] = (byte)symbol;
            }
        }

        var place = 0;
        for (var symbol = 0; symbol < shares.Length; symbol++)
        {
            for (var i = 0; i < shares[symbol]; i++)
            {
                symbols[place] = (byte)symbol;
                do
                {
                    place = (place + (size >> 1) + (size >> 3) + 3) & (size - 1);
                } while (place >= high);
            }
        }

        for (var state = 0; state < size; state++)
        {
            var count = next[symbols[state]]++;
            bits[state] = (byte)(log - int.Log2(count));
            bases[state] = (ushort)((count << bits[state]) - size);
        }

        return new FseTable(log, symbols, bits, bases);
    }

    /// <summary>Reads a distribution, and takes its bytes off the front.</summary>
    public static FseTable Read(ref ReadOnlySpan<byte> bytes, int mostLog, int mostSymbols)
    {
        var at = 4;
        var log = (Bits(bytes, 0, 4)) + 5;
        if (log > mostLog)
        {
            throw new InvalidDataException("a table of states is too large");
        }

        var rest = 1 << log;
        var shares = new List<short>();
        while (rest > 0)
        {
            var width = int.Log2(rest + 1) + 1;
            var value = Bits(bytes, at, width);
            var low = value & ((1 << (width - 1)) - 1);
            var spare = (1 << width) - 2 - rest;
            at += low < spare ? width - 1 : width;
            value =
                low < spare ? low
                : value > (1 << (width - 1)) - 1 ? value - spare
                : value;
            shares.Add((short)(value - 1));
            rest -= Math.Abs(value - 1);
            for (var zeros = value == 1 ? 3 : 0; zeros == 3; at += 2)
            {
                zeros = Bits(bytes, at, 2);
                shares.AddRange(new short[zeros]);
            }

            if (shares.Count > mostSymbols || rest < 0)
            {
                throw new InvalidDataException("a table of states has shares for more than there is");
            }
        }

        bytes = Rest(bytes, (at + 7) / 8);
        return Of([.. shares], log);
    }

    public byte Symbol(int state) => symbols[state];

    public int Next(int state, ref BackwardBits source) => bases[state] + source.Take(bits[state]);

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> bytes, int count) =>
        count <= bytes.Length ? bytes[count..] : throw new InvalidDataException("a table of states is cut off");

    private static int Bits(ReadOnlySpan<byte> bytes, int at, int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++)
        {
            var place = (at + i) / 8;
            value |= place < bytes.Length ? ((bytes[place] >> ((at + i) % 8)) & 1) << i : 0;
        }

        return value;
    }
}
