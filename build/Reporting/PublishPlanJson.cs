using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>A publish plan as data for programs.</summary>
public static class PublishPlanJson
{
    /// <summary>
    /// One object: <c>store</c>, <c>gate</c> (install or none), <c>isEmpty</c>, <c>bytesToSend</c>, <c>files</c> (each with <c>state</c> new, published or refused)
    /// and <c>pages</c> in the order of flipping.
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
            ["pages"] = new JArray(
                plan.ChangedPages.Select(page => new JObject
                {
                    ["project"] = page.Project.Value,
                    ["generation"] = page.Generation,
                    ["keys"] = new JArray(page.Keys),
                })
            ),
        }.ToString(Formatting.Indented);
}
