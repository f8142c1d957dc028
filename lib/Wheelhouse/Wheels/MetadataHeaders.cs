using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>
/// Reads the header block of core metadata: the lines up to the first empty one, as Python's <c>email</c> parser sees them.
/// Where that parser would guess, by ending the block at a line that is no header, this one finds fault.
/// </summary>
internal static class MetadataHeaders
{
    /// <summary>Lines of the longest header block, ten times what projects with hundreds of extras have.</summary>
    private const int MostLines = 50_000;

    public static List<MetadataField> Read(
        ReadOnlyMemory<byte> bytes,
        List<string> problems,
        out ReadOnlyMemory<byte> body
    )
    {
        body = default;
        var fields = new List<MetadataField>();
        var line = 0;
        for (var start = 0; start < bytes.Length; )
        {
            line++;
            var lineFeed = bytes.Span[start..].IndexOf((byte)'\n');
            var next = lineFeed < 0 ? bytes.Length : start + lineFeed + 1;
            var end = TrimLineEnd(bytes.Span, start, next);
            if (end == start)
            {
                body = bytes[next..];
                break;
            }

            if (line > MostLines)
            {
                problems.Add($"the header block is longer than {MostLines} lines");
                break;
            }

            var content = bytes.Span[start..end];
            if (content.Contains((byte)'\r'))
            {
                // Python takes it for a line end, most others do not.
                problems.Add($"line {line} holds a carriage return that ends no line");
            }

            if (content[0] is (byte)' ' or (byte)'\t')
            {
                Continue(bytes, end, line, fields, problems);
            }
            else if (NameLength(content) is var length and > 0)
            {
                var name = Encoding.ASCII.GetString(content[..length]);
                var value = start + length + 1;
                value += bytes.Span[value..end].IndexOfAnyExcept((byte)' ', (byte)'\t') is var blanks and >= 0
                    ? blanks
                    : 0;
                fields.Add(new MetadataField(name, line, value, bytes[value..end]));
            }
            else
            {
                problems.Add($"line {line} is no header: {Quote(content)}");
            }

            start = next;
        }

        return fields;
    }

    private static int TrimLineEnd(ReadOnlySpan<byte> bytes, int start, int next)
    {
        var end = next > start && bytes[next - 1] == '\n' ? next - 1 : next;
        return end > start && end < next && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private static void Continue(
        ReadOnlyMemory<byte> bytes,
        int end,
        int line,
        List<MetadataField> fields,
        List<string> problems
    )
    {
        if (fields.Count == 0)
        {
            problems.Add($"line {line} continues a header, but there is none before it");
            return;
        }

        var field = fields[^1];
        fields[^1] = field with { Bytes = bytes[field.Start..end] };
    }

    /// <summary>The length of the name before the colon: visible ASCII characters.</summary>
    private static int NameLength(ReadOnlySpan<byte> content)
    {
        var colon = content.IndexOf((byte)':');
        return colon > 0 && !content[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~') ? colon : 0;
    }

    private static string Quote(ReadOnlySpan<byte> content) =>
        OffendingText.Quote(Encoding.UTF8.GetString(content[..Math.Min(content.Length, 400)]));
}
