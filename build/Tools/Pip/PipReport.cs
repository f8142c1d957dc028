using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>pip's answer to what it would install or has installed (`--report`, format version 1).</summary>
/// <remarks>Format: https://pip.pypa.io/en/stable/reference/installation-report/</remarks>
/// <param name="Items">One for each distribution.</param>
public sealed record PipReport(IReadOnlyList<PipReportItem> Items)
{
    /// <summary>Reads a report.</summary>
    /// <param name="path">The file that pip wrote.</param>
    /// <exception cref="PipReportException">It is not there, or not of the form that is known.</exception>
    public static PipReport Read(string path)
    {
        try
        {
            var report = JObject.Parse(File.ReadAllText(path));
            return report.Value<string>("version") == "1"
                ? new PipReport([.. report["install"]!.Select(Item)])
                : throw new PipReportException($"format version '{report["version"]}' is not known", path);
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or NullReferenceException)
        {
            throw new PipReportException(error.Message, path, error);
        }
    }

    private static PipReportItem Item(JToken item)
    {
        var download = item["download_info"]!;
        var metadata = item["metadata"]!;

        // pip 23.0 writes only the older key: `"hash": "sha256=..."`.
        var archive = download["archive_info"];
        var hash = archive?["hashes"]?.Value<string>("sha256") ?? Sha256Of(archive?.Value<string>("hash"));
        return new PipReportItem(
            ProjectName.Parse(metadata.Value<string>("name")!),
            PythonVersion.Parse(metadata.Value<string>("version")!),
            new Uri(download.Value<string>("url")!),
            hash,
            [.. (metadata["requires_dist"] ?? new JArray()).Select(text => Requirement.Parse((string)text!))]
        );
    }

    private static string? Sha256Of(string? hash) =>
        hash?.StartsWith("sha256=", StringComparison.Ordinal) == true ? hash["sha256=".Length..] : null;
}
