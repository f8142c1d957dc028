using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Index;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What is in a store, for people.</summary>
public static class StatusText
{
    // Of a store with thousands of projects nobody reads all here; --json has them.
    private const int MostProjects = 40;
    private const int MostFindings = 40;

    /// <summary>A table of projects for each channel, then what was found.</summary>
    /// <param name="status">The store.</param>
    /// <param name="isChecked">Whether every file was read.</param>
    public static IRenderable Of(StoreStatus status, bool isChecked) => Words.Below(Parts(status, isChecked));

    private static IEnumerable<IRenderable> Parts(StoreStatus status, bool isChecked)
    {
        yield return Line($"{status.Location}: {status.Objects} objects, {ByteSize.Format(status.Bytes)}");
        foreach (var channel in status.Channels)
        {
            yield return Line(
                $"channel {channel.Channel}: {Counted.Of(channel.Pages.Count, "project")}, {Counted.Of(channel.Files, "file")}, {ByteSize.Format(channel.Bytes)}"
            );
            yield return new Listing("project", "newest", "", "", "size>", "").AddAll(
                channel.Pages.Take(MostProjects).Select(Row)
            );
            foreach (var rest in Rest(channel.Pages.Count - MostProjects, "projects"))
            {
                yield return rest;
            }
        }

        if (status.KeptForRollback.Count > 0)
        {
            yield return Line(
                $"{Counted.Of(status.KeptForRollback.Count, "object is", "objects are")} kept for a rollback alone"
            );
        }

        foreach (var finding in status.Findings.Take(MostFindings))
        {
            yield return finding.IsSeenByUsers
                ? Words.Of($"WRONG {finding.Kind}: {finding}", new Style(Color.Red))
                : Words.Of($"left over {finding.Kind}: {finding}");
        }

        foreach (var rest in Rest(status.Findings.Count - MostFindings, "findings"))
        {
            yield return rest;
        }

        if (status.IsSound)
        {
            yield return Words.Of(
                "all that users see is there" + (isChecked ? ", and every file has the bytes that its page tells" : "")
            );
        }
    }

    private static string[] Row(ProjectPage page)
    {
        var yanked = page.Files.Count(file => file.Yanked is not null);
        return
        [
            page.Name.Value,
            page.LatestVersion?.ToString() ?? "(none)",
            Counted.Of(page.Versions.Count, "version"),
            Counted.Of(page.Files.Count, "file"),
            ByteSize.Format(page.Files.Sum(file => file.Size)),
            yanked > 0 ? string.Create(CultureInfo.InvariantCulture, $"{yanked} yanked") : "",
        ];
    }

    private static IEnumerable<IRenderable> Rest(int rest, string what) =>
        rest > 0 ? [Line($"  and {rest} more {what} (--json has all)")] : [];

    private static Text Line(FormattableString text) => Words.Of(text.ToString(CultureInfo.InvariantCulture));
}
