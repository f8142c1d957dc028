using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What is in a store as data for programs.</summary>
public static class StatusJson
{
    /// <summary>
    /// One object: <c>store</c>, <c>isSound</c>, <c>objects</c>, <c>bytes</c>, <c>channels</c> with their <c>projects</c>,
    /// <c>keptForRollback</c>, and <c>findings</c> (each with <c>kind</c>, <c>key</c>, <c>detail</c>, <c>isSeenByUsers</c>).
    /// </summary>
    /// <param name="status">The store.</param>
    public static string Of(StoreStatus status) =>
        new JObject
        {
            ["store"] = status.Location,
            ["isSound"] = status.IsSound,
            ["objects"] = status.Objects,
            ["bytes"] = status.Bytes,
            ["channels"] = new JArray(status.Channels.Select(Channel)),
            ["keptForRollback"] = new JArray(status.KeptForRollback),
            ["findings"] = new JArray(
                status.Findings.Select(finding => new JObject
                {
                    ["kind"] = finding.Kind.ToString(),
                    ["key"] = finding.Key,
                    ["detail"] = finding.Detail,
                    ["isSeenByUsers"] = finding.IsSeenByUsers,
                })
            ),
        }.ToString(Formatting.Indented);

    private static JObject Channel(ChannelStatus channel) =>
        new()
        {
            ["channel"] = channel.Channel.Name,
            ["generation"] = channel.Generation,
            ["files"] = channel.Files,
            ["bytes"] = channel.Bytes,
            ["projects"] = new JArray(
                channel.Pages.Select(page => new JObject
                {
                    ["project"] = page.Name.Value,
                    ["latest"] = page.LatestVersion?.ToString(),
                    ["versions"] = new JArray(page.Versions.Select(version => version.ToString())),
                    ["files"] = page.Files.Count,
                    ["bytes"] = page.Files.Sum(file => file.Size),
                    ["yanked"] = page.Files.Count(file => file.Yanked is not null),
                })
            ),
        };
}
