using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wheelhouse.Index;

/// <summary>
/// The bytes of a page while they are written, in memory that the next page uses again. Pages of megabytes that grow in
/// memory of their own, or in texts, make the collector look through everything several times a page.
/// </summary>
internal sealed class PageBytes : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;

    // Of a long, the sign included.
    private const int LongestNumber = 20;

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
            Add("\n"u8);
        }
    }

    /// <summary>Adds a line for each item, written by all processors; the bytes are those that one would write.</summary>
    /// <param name="items">What the lines are about.</param>
    /// <param name="write">Writes a line without its end.</param>
    public void AddLines<T>(IEnumerable<T> items, Action<PageBytes, T> write)
    {
        foreach (var part in InParallel.Select([.. items.Chunk(ItemsAtOnce)], chunk => Lines(chunk, write)))
        {
            using (part)
            {
                Add(part.bytes.AsSpan(0, part.count));
            }
        }
    }

    /// <summary>Adds what is UTF-8 already.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(GetSpan(text.Length));
        Advance(text.Length);
    }

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text) =>
        Advance(Encoding.UTF8.GetBytes(text, GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>Adds a number.</summary>
    public void Add(long number)
    {
        number.TryFormat(GetSpan(LongestNumber), out var length, provider: CultureInfo.InvariantCulture);
        Advance(length);
    }

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => bytes.AsSpan(0, count).ToArray();

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, count) = ([], 0);
    }

    private static PageBytes Lines<T>(T[] items, Action<PageBytes, T> write)
    {
        var lines = new PageBytes();
        foreach (var item in items)
        {
            write(lines, item);
            lines.Add("\n"u8);
        }

        return lines;
    }

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
