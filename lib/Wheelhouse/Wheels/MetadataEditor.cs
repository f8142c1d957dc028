using System.Text;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>Changes a METADATA by single characters and lines of its header block; every other byte stays.</summary>
internal sealed class MetadataEditor(CoreMetadata metadata)
{
    private readonly List<(int Start, int End, string Text)> edits = [];

    public void SetVersion(PythonVersion version)
    {
        var field = metadata.Fields.First(field => field.Is("Version"));
        var value = field.Value;
        Replace(field, value.Length - value.TrimStart().Length, value.Trim().Length, version.ToString());
    }

    /// <summary>Replaces the version of one specifier; operator, brackets, extras and spaces stay.</summary>
    public void SetPin(MetadataField field, SpecifierSpan span, string version)
    {
        var length = span.Specifier.Version.Length;
        Replace(field, span.Start + span.Length - length, length, version);
    }

    /// <summary>Adds requirements behind the last one, or behind all headers where there is none.</summary>
    public void AddRequirements(IEnumerable<ProjectPin> pins)
    {
        var bytes = metadata.Bytes.Span;
        var field = metadata.Fields.LastOrDefault(field => field.Is("Requires-Dist")) ?? metadata.Fields[^1];
        var end = field.Start + field.Bytes.Length;
        var lineEnd = bytes[end..].StartsWith("\r\n"u8) ? "\r\n" : "\n";
        edits.Add((end, end, string.Concat(pins.Select(pin => $"{lineEnd}Requires-Dist: {pin}"))));
    }

    public byte[] ToBytes()
    {
        var before = metadata.Bytes.Span;
        using var after = new MemoryStream(before.Length + 64);
        var copied = 0;
        foreach (var (start, end, text) in edits.OrderBy(edit => edit.Start))
        {
            after.Write(before[copied..start]);
            after.Write(Encoding.UTF8.GetBytes(text));
            copied = end;
        }

        after.Write(before[copied..]);
        return after.ToArray();
    }

    /// <summary>A version holds no white space, so none is folded and its ASCII characters lie side by side in the file.</summary>
    private void Replace(MetadataField field, int start, int length, string text)
    {
        var first = field.Offsets()[start];
        edits.Add((first, first + length, text));
    }
}
