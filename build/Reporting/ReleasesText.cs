using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Spectre.Console.Rendering;
using Wheelhouse.Index;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What the runs of an index did.</summary>
public static class ReleasesText
{
    private const int CommitLength = 10;

    // A first release adds dozens.
    private const int MostNamed = 5;

    /// <summary>A row for each run, the earliest first: when, by which commit, and the versions that came, went or were marked.</summary>
    /// <param name="records">The runs' records.</param>
    /// <param name="location">The store's location.</param>
    public static IRenderable Of(IReadOnlyList<ReleaseRecord> records, string location) =>
        records.Count == 0
            ? Words.Of($"no run has come to its end in {location}")
            : new Listing("run", "finished", "action", "commit", "what").AddAll(records.Select(Row));

    /// <summary>One array, an object for each run: <c>run</c>, <c>action</c>, <c>finished</c>, <c>commit</c>, <c>rootGeneration</c>, <c>pages</c>.</summary>
    /// <param name="records">The runs' records.</param>
    public static string Json(IEnumerable<ReleaseRecord> records) =>
        new JArray(
            records.Select(record => new JObject
            {
                ["run"] = record.Run.ToString(),
                ["action"] = record.Action.ToString(),
                ["finished"] = record.Finished.UtcDateTime,
                ["commit"] = record.Commit,
                ["rootGeneration"] = record.RootGeneration,
                ["pages"] = ChangePlanJson.Pages(record.Pages),
            })
        ).ToString(Formatting.Indented);

    private static string[] Row(ReleaseRecord record) =>
        [
            $"{record.Run}",
            record.Finished.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            $"{record.Action}",
            record.Commit is { Length: > CommitLength } hash ? hash[..CommitLength] : record.Commit ?? "-",
            string.Join(
                "; ",
                new[]
                {
                    What("added", record.Pages, page => page.Added),
                    What("removed", record.Pages, page => page.Removed),
                    What("yanked", record.Pages, page => page.Yanked),
                    What("unyanked", record.Pages, page => page.Unyanked),
                }.Where(what => what.Length > 0)
            ),
        ];

    private static string What(
        string verb,
        IEnumerable<PageChange> pages,
        Func<PageChange, IEnumerable<IndexFile>> files
    )
    {
        var versions = pages
            .SelectMany(files)
            .Select(file => $"{file.FileName.Project} {file.FileName.Version}")
            .Distinct()
            .ToList();
        return versions.Count switch
        {
            0 => "",
            <= MostNamed => $"{verb} {string.Join(", ", versions)}",
            _ => $"{verb} {versions.Count}: {string.Join(", ", versions.Take(MostNamed))}, ... (--json has all)",
        };
    }
}
