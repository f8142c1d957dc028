using System.Buffers;
using System.Text;

namespace Wheelhouse.Index;

/// <summary>
/// The bytes of a page while they are written, in memory that the next page uses again. Pages of megabytes that grow in
/// memory of their own, or in texts, make the collector look through everything several times a page.
/// </summary>
internal sealed class PageBytes : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;

    // Enough that a part is worth the hand-over, and little enough that all processors have some.
    private const int ItemsAtOnce = 64;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Least);
    private int count;

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Adds each text and the end of its line.</summary>
    public void AddLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Add(line);
            this.Write("\n"u8);
        }
    }

    /// <summary>Adds a line for each item, written by all processors; the bytes are those that one would write.</summary>
    /// <param name="items">What the lines are about.</param>
    /// <param name="write">Writes a line without its end.</param>
    public void AddLines<T>(IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        foreach (var part in items.Chunk(ItemsAtOnce).AsParallel().AsOrdered().Select(chunk => Lines(chunk, write)))
        {
            using (part)
            {
                this.Write(part.bytes.AsSpan(0, part.count));
            }
        }
    }

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => bytes.AsSpan(0, count).ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, count) = ([], 0);
    }

    private static PageBytes Lines<T>(T[] items, Action<StringBuilder, T> write)
    {
        var lines = new PageBytes();
        var text = new StringBuilder(Least);
        foreach (var item in items)
        {
            write(text.Clear(), item);
            lines.Add(text.Append('\n'));
        }

        return lines;
    }

    // Not chunk by chunk: where one ends there may be half of a surrogate pair.
    private void Add(StringBuilder text)
    {
        var whole = ArrayPool<char>.Shared.Rent(text.Length);
        text.CopyTo(0, whole, text.Length);
        Add(whole.AsSpan(0, text.Length));
        ArrayPool<char>.Shared.Return(whole);
    }

    private void Add(ReadOnlySpan<char> text) =>
        Advance(Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private void Reserve(int size)
    {
        size = Math.Max(size, 1);
        if (bytes.Length - count < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(count + size), bytes.Length * 2));
            bytes.AsSpan(0, count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
    }
}
