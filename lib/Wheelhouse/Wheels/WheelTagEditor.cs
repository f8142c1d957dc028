using System.Text;
using Wheelhouse.Tags;

namespace Wheelhouse.Wheels;

/// <summary>Changes the <c>Tag</c> headers of a <c>WHEEL</c>; every other byte stays.</summary>
internal static class WheelTagEditor
{
    /// <summary>Bytes of the largest file read; real ones have some hundred.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>The file with these tags, a line each, where the first one stood; at the end of the headers where there was none.</summary>
    public static byte[] Edit(ReadOnlySpan<byte> before, IReadOnlyList<WheelTag> tags)
    {
        var firstEnd = before.IndexOf((byte)'\n');
        var lineEnd = firstEnd > 0 && before[firstEnd - 1] == '\r' ? "\r\n" : "\n";
        var lines = Encoding.UTF8.GetBytes(string.Concat(tags.Select(tag => $"Tag: {tag}{lineEnd}")));
        using var after = new MemoryStream(before.Length + lines.Length);
        var (isWritten, isInTag) = (false, false);
        while (!before.IsEmpty && before[0] is not ((byte)'\r' or (byte)'\n'))
        {
            var end = before.IndexOf((byte)'\n');
            var line = end < 0 ? before : before[..(end + 1)];
            before = before[line.Length..];
            isInTag = line[0] is (byte)' ' or (byte)'\t' ? isInTag : IsTag(line);
            if (!isInTag)
            {
                after.Write(line);
                after.Write(end < 0 ? Encoding.UTF8.GetBytes(lineEnd) : []);
            }
            else if (!isWritten)
            {
                after.Write(lines);
                isWritten = true;
            }
        }

        after.Write(isWritten ? [] : lines);
        after.Write(before);
        return after.ToArray();
    }

    private static bool IsTag(ReadOnlySpan<byte> line) =>
        line.IndexOf((byte)':') is var colon and > 0
        && Encoding.ASCII.GetString(line[..colon]).Equals("Tag", StringComparison.OrdinalIgnoreCase);
}
