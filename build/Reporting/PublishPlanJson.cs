using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>A publish plan as data for programs.</summary>
public static class PublishPlanJson
{
    /// <summary>
    /// One object: <c>store</c>, <c>gate</c> (install or none), <c>isEmpty</c>, <c>bytesToSend</c>, <c>files</c> (each with <c>state</c> new, published or refused),
    /// <c>pages</c> in the order of flipping, <c>leftBehind</c> (pages of other projects that an earlier run left behind, which are mended), <c>unmended</c> (such
    /// pages that stay as they are) and <c>rootKeys</c>, the keys of the list of projects, the landing page and <c>status.json</c> that will be written.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="hasGate">Whether the new pages are tried before they are published.</param>
    /// <param name="storagePrice">What a GB costs to store for a month, in USD, for <c>monthlyCost</c> of the new files; null, as that is then, for a folder.</param>
    public static string Of(PublishPlan plan, bool hasGate, decimal? storagePrice) =>
        new JObject
        {
            ["store"] = plan.Location,
            ["gate"] = hasGate ? "install" : "none",
            ["isEmpty"] = plan.IsEmpty,
            ["bytesToSend"] = plan.BytesToSend,
            ["monthlyCost"] = storagePrice is { } price ? PublishText.Cost(plan.BytesToSend, price) : null,
            ["files"] = new JArray(
                plan.Files.Select(file => new JObject
                {
                    ["fileName"] = file.File.FileName.ToString(),
                    ["state"] = file.State.ToString().ToLowerInvariant(),
                    ["sha256"] = file.File.Sha256,
                    ["publishedSha256"] = file.PublishedSha256,
                    ["bytesToSend"] = file.Bytes,
                })
            ),
            ["pages"] = Pages(plan.ChangedPages),
            ["leftBehind"] = Pages(plan.LeftBehind),
            ["unmended"] = new JArray(
                plan.Unmended.Select(finding => new JObject { ["key"] = finding.Key, ["detail"] = finding.Detail })
            ),
            ["rootKeys"] = new JArray(plan.RootKeys),
        }.ToString(Formatting.Indented);

    private static JArray Pages(IEnumerable<PlannedPage> pages) =>
        new(
            pages.Select(page => new JObject
            {
                ["project"] = page.Project.Value,
                ["generation"] = page.Generation,
                ["keys"] = new JArray(page.Keys),
            })
        );
}
