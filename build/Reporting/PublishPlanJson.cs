using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>A publish plan as data for programs.</summary>
public static class PublishPlanJson
{
    /// <summary>
    /// One object: <c>store</c>, <c>isEmpty</c>, <c>bytesToSend</c>, <c>files</c> (each with <c>state</c> new, published or refused)
    /// and <c>pages</c> in the order of flipping.
    /// </summary>
    /// <param name="plan">The plan.</param>
    public static string Of(PublishPlan plan) =>
        new JObject
        {
            ["store"] = plan.Location,
            ["isEmpty"] = plan.IsEmpty,
            ["bytesToSend"] = plan.BytesToSend,
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
