using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What the runs of an index did.</summary>
public static class ReleasesText
{
    private const int CommitLength = 10;

    /// <summary>A line for each run, the earliest first, and below it what it changed.</summary>
    /// <param name="records">The runs' records.</param>
    /// <param name="location">The store's location.</param>
    public static string Of(IReadOnlyList<ReleaseRecord> records, string location) =>
        records.Count == 0 ? $"no run has come to its end in {location}" : string.Join('\n', records.SelectMany(Lines));

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

    private static IEnumerable<string> Lines(ReleaseRecord record)
    {
        var commit = record.Commit is { Length: > CommitLength } hash ? hash[..CommitLength] : record.Commit;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Run}  {record.Finished.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {record.Action}  {commit ?? "-"}"
        );
        foreach (var page in record.Pages)
        {
            (string Verb, int Files)[] counts =
            [
                ("added", page.Added.Count),
                ("removed", page.Removed.Count),
                ("yanked", page.Yanked.Count),
                ("unyanked", page.Unyanked.Count),
            ];
            var versions = page
                .Added.Concat(page.Removed)
                .Concat(page.Yanked)
                .Concat(page.Unyanked)
                .Select(file => file.FileName.Version)
                .Distinct()
                .Order();
            yield return $"    {page.Project} {string.Join(", ", versions)}: "
                + string.Join(
                    ", ",
                    counts.Where(count => count.Files > 0).Select(count => $"{count.Verb} {count.Files}")
                );
        }
    }
}
