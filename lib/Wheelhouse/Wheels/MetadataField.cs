using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>A header of core metadata, with the place of its value, so that a rewriter can change some characters alone.</summary>
/// <param name="Name">The header's name as written.</param>
/// <param name="Line">The line it begins on, counted from 1.</param>
/// <param name="Start">The place of the value's first byte in the file.</param>
/// <param name="Bytes">The value with its line ends, where it is folded.</param>
internal sealed record MetadataField(string Name, int Line, int Start, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The value on one line: line ends taken out, the white space after them kept.</summary>
    public string Value => Unfold(null);

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The place in the file of each character of <see cref="Value"/>.</summary>
    public IReadOnlyList<int> Offsets()
    {
        var offsets = new List<int>(Bytes.Length);
        Unfold(offsets);
        return offsets;
    }

    private string Unfold(List<int>? offsets)
    {
        var bytes = Bytes.Span;
        var text = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; )
        {
            _ = Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length);
            if (rune.Value is not ('\r' or '\n'))
            {
                text.Append(rune);
                offsets?.AddRange(Enumerable.Repeat(Start + at, rune.Utf16SequenceLength));
            }

            at += length;
        }

        return text.ToString();
    }
}
