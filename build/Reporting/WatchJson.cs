using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Verification;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a user of an index finds, as data for a monitor.</summary>
public static class WatchJson
{
    private const int SchemaVersion = 1;

    /// <summary>
    /// One object: <c>schemaVersion</c>, <c>index</c>, <c>isHealthy</c>, <c>started</c>, <c>generation</c>, the numbers of
    /// <c>projects</c>, <c>files</c>, <c>bytes</c> and <c>requests</c>, <c>roots</c> (each with <c>project</c>, <c>latest</c>,
    /// <c>uploaded</c>, <c>ageDays</c>), <c>installed</c> (null where nothing was installed), <c>seconds</c> of each part, and
    /// <c>findings</c> (each with <c>kind</c>, <c>url</c>, <c>what</c>, <c>hint</c>). What is added later does not change these.
    /// </summary>
    /// <param name="report">What was found.</param>
    /// <param name="install">What came of installing; null where nothing was installed.</param>
    public static string Of(WatchReport report, WatchedInstall? install) =>
        new JObject
        {
            ["schemaVersion"] = SchemaVersion,
            ["index"] = report.Index.AbsoluteUri,
            ["isHealthy"] = report.IsHealthy,
            ["started"] = Time(report.Started),
            ["generation"] = report.Generation,
            ["projects"] = report.Projects,
            ["files"] = report.Files,
            ["bytes"] = report.Bytes,
            ["requests"] = report.Requests,
            ["roots"] = new JArray(
                report.Roots.Select(root => new JObject
                {
                    ["project"] = root.Project.Value,
                    ["latest"] = root.Latest?.ToString(),
                    ["uploaded"] = root.Uploaded is { } uploaded ? Time(uploaded) : null,
                    ["ageDays"] = root.Uploaded is { } at ? Math.Round((report.Started - at).TotalDays, 2) : null,
                })
            ),
            ["installed"] = install is null
                ? null
                : new JArray(install.Installed.Select(item => $"{item.Project}=={item.Version}")),
            ["seconds"] = new JObject
            {
                ["pages"] = Seconds(report.PageTime),
                ["files"] = Seconds(report.FileTime),
                ["install"] = install is null ? null : Seconds(install.Time),
            },
            ["findings"] = new JArray(
                report.Findings.Select(finding => new JObject
                {
                    ["kind"] = finding.Kind.ToString(),
                    ["url"] = finding.Url,
                    ["what"] = finding.What,
                    ["hint"] = finding.Hint,
                })
            ),
        }.ToString(Formatting.Indented);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
