using Newtonsoft.Json;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>pip's answer to what it would install or has installed (`--report`, format version 1).</summary>
/// <remarks>Format: https://pip.pypa.io/en/stable/reference/installation-report/</remarks>
/// <param name="Items">One for each distribution.</param>
public sealed record PipReport(IReadOnlyList<PipReportItem> Items)
{
    private const string FormatVersion = "1";

    /// <summary>Reads a report.</summary>
    /// <param name="path">The file that pip wrote.</param>
    /// <exception cref="PipReportException">It is not there, or not of the form that is known.</exception>
    public static PipReport Read(string path)
    {
        try
        {
            var report = JsonConvert.DeserializeObject<Document>(File.ReadAllText(path));
            return report switch
            {
                null => throw new PipReportException("it is empty", path),
                { Version: not FormatVersion } => throw new PipReportException(
                    $"its format version is '{report.Version}', not {FormatVersion}",
                    path
                ),
                _ => new PipReport([.. report.Install.Select(entry => entry.ToItem())]),
            };
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new PipReportException(error.Message, path, error);
        }
    }

    private sealed class Document
    {
        [JsonProperty("version", Required = Required.Always)]
        public string Version { get; init; } = "";

        [JsonProperty("install", Required = Required.Always)]
        public IReadOnlyList<Entry> Install { get; init; } = [];
    }

    private sealed class Entry
    {
        [JsonProperty("download_info", Required = Required.Always)]
        public DownloadInfo Download { get; init; } = new();

        [JsonProperty("metadata", Required = Required.Always)]
        public Metadata Metadata { get; init; } = new();

        public PipReportItem ToItem() =>
            new(
                ProjectName.Parse(Metadata.Name),
                PythonVersion.Parse(Metadata.Version),
                new Uri(Download.Url),
                Download.Archive?.Sha256,
                [.. Metadata.RequiresDist.Select(Requirement.Parse)]
            );
    }

    private sealed class DownloadInfo
    {
        [JsonProperty("url", Required = Required.Always)]
        public string Url { get; init; } = "";

        [JsonProperty("archive_info")]
        public ArchiveInfo? Archive { get; init; }
    }

    private sealed class ArchiveInfo
    {
        private const string Sha256Prefix = "sha256=";

        // pip 23.0 writes only this older key: "sha256=...".
        [JsonProperty("hash")]
        public string? Hash { get; init; }

        [JsonProperty("hashes")]
        public IReadOnlyDictionary<string, string>? Hashes { get; init; }

        public string? Sha256 =>
            Hashes?.GetValueOrDefault("sha256")
            ?? (Hash?.StartsWith(Sha256Prefix, StringComparison.Ordinal) == true ? Hash[Sha256Prefix.Length..] : null);
    }

    private sealed class Metadata
    {
        [JsonProperty("name", Required = Required.Always)]
        public string Name { get; init; } = "";

        [JsonProperty("version", Required = Required.Always)]
        public string Version { get; init; } = "";

        [JsonProperty("requires_dist")]
        public IReadOnlyList<string> RequiresDist { get; init; } = [];
    }
}
