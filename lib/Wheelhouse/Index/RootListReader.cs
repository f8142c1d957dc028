using System.Text.Unicode;

namespace Wheelhouse.Index;

/// <summary>
/// Reads the list of projects as <see cref="RootPageJson"/> writes it, byte for byte. Of anything else it says so, and leaves it
/// to the reader that takes keys in any order, keeps unknown ones and names every problem. A list of thousands of projects is
/// read anew for each file that comes, and what did not change in it is written as it was read.
/// </summary>
internal static class RootListReader
{
    private const byte Escape = (byte)'\\';
    private const int ProjectsAtOnce = 256;

    private static ReadOnlySpan<byte> Projects => "\"projects\":["u8;

    // No text has it: quotes in texts are escaped.
    private static ReadOnlySpan<byte> Between => "},{\"name\":"u8;

    private static ReadOnlySpan<byte> End => "]}\n"u8;

    /// <summary>The list; null where it is written in another way, right or wrong.</summary>
    /// <param name="bytes">The page as UTF-8.</param>
    public static RootPage? TryRead(byte[] bytes)
    {
        var start = bytes.AsSpan().IndexOf(Projects) + Projects.Length;
        if (start < Projects.Length || !bytes.AsSpan(start).EndsWith(End) || !Utf8.IsValid(bytes))
        {
            return null;
        }

        var problems = new List<string>();
        if (JsonText.LoadObject([.. bytes.AsSpan(0, start), .. End], out _) is not { } json)
        {
            return null;
        }

        var fields = new JsonFields(json, problems);
        var generation = PageMeta.Read(fields);
        fields.Objects(RootPageJson.Projects);
        var ownKeys = fields.Rest();
        return problems.Count == 0 && ReadRows(bytes.AsMemory(start..^End.Length)) is { } rows
            ? RootPage.OfRows(rows, generation, ownKeys)
            : null;
    }

    // A rest that is no project, and all that is not between two, is found when the projects are read.
    private static List<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> list)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        while (list.Span.IndexOf(Between) is >= 0 and var end)
        {
            items.Add(list[..(end + 1)]);
            list = list[(end + 2)..];
        }

        items.Add(list);
        return items;
    }

    // By all processors.
    private static List<RootRow>? ReadRows(ReadOnlyMemory<byte> list)
    {
        if (list.IsEmpty)
        {
            return [];
        }

        var parts = InParallel.Select([.. Cut(list).Chunk(ProjectsAtOnce)], ReadPart);
        return Array.TrueForAll(parts, part => part is not null) ? [.. parts.SelectMany(part => part!)] : null;
    }

    private static RootRow[]? ReadPart(ReadOnlyMemory<byte>[] items)
    {
        var rows = new RootRow[items.Length];
        foreach (var (at, item) in items.Index())
        {
            if (RootProjectReader.TryRead(item.Span) is not { } project)
            {
                return null;
            }

            // One text may be escaped in several ways, of which the writer knows one.
            rows[at] = new RootRow(project, item.Span.Contains(Escape) ? default : item);
        }

        return rows;
    }
}
