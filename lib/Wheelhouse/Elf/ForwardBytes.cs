using System.Buffers;

namespace Wheelhouse.Elf;

/// <summary>
/// Gives ranges of a stream that only runs forward, as inflating does. What lies behind is read from a second stream; an
/// observer sees every byte once and in order all the same.
/// </summary>
internal sealed class ForwardBytes(Func<Stream> open, string where, Action<ReadOnlyMemory<byte>>? observe = null)
    : IDisposable
{
    private const int ChunkSize = 128 << 10;

    private readonly byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private Stream? front;
    private Stream? behind;
    private long frontPosition;
    private long behindPosition;

    /// <summary>Reads a range; one that reaches over the end is an error.</summary>
    public byte[] Read(long offset, int count)
    {
        var bytes = ReadSome(offset, count);
        return bytes.Length == count
            ? bytes
            : throw new InvalidElfException($"it ends before the {count} bytes that it has at byte {offset}", where);
    }

    /// <summary>Reads a range, less of it where the stream ends within.</summary>
    public byte[] ReadSome(long offset, int count)
    {
        var bytes = new byte[count];
        var filled = 0;
        if (offset < frontPosition)
        {
            var known = (int)Math.Min(count, frontPosition - offset);
            filled = ReadBehind(offset, bytes.AsSpan(0, known));
            if (filled < known)
            {
                return bytes[..filled];
            }
        }

        Advance(offset);
        while (filled < count && ReadChunk(Math.Min(ChunkSize, count - filled)) is var length and > 0)
        {
            chunk.AsSpan(0, length).CopyTo(bytes.AsSpan(filled));
            filled += length;
        }

        return filled == count ? bytes : bytes[..filled];
    }

    /// <summary>Reads to the end, for the observer's sake.</summary>
    public void Finish() => Advance(long.MaxValue);

    public void Dispose()
    {
        front?.Dispose();
        behind?.Dispose();
        ArrayPool<byte>.Shared.Return(chunk);
    }

    private void Advance(long offset)
    {
        while (frontPosition < offset && ReadChunk((int)Math.Min(ChunkSize, offset - frontPosition)) > 0) { }
    }

    private int ReadChunk(int most)
    {
        front ??= open();
        var length = front.Read(chunk, 0, most);
        frontPosition += length;
        observe?.Invoke(chunk.AsMemory(0, length));
        return length;
    }

    private int ReadBehind(long offset, Span<byte> bytes)
    {
        if (behind is null || behindPosition > offset)
        {
            behind?.Dispose();
            (behind, behindPosition) = (open(), 0);
        }

        while (behindPosition < offset)
        {
            var length = behind.Read(chunk, 0, (int)Math.Min(ChunkSize, offset - behindPosition));
            behindPosition += length;
            if (length == 0)
            {
                return 0;
            }
        }

        var filled = behind.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        behindPosition += filled;
        return filled;
    }
}
