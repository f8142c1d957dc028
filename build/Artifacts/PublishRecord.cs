using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Verification;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`publish.json`: what the last publish of a run did.</summary>
/// <param name="Store">The store.</param>
/// <param name="SentWheels">Wheels that were new in the store.</param>
/// <param name="SentMetadataFiles">METADATA files of wheels that were new in the store.</param>
/// <param name="SentBytes">The bytes of both.</param>
/// <param name="ProjectPages">Projects whose pages changed.</param>
/// <param name="WrittenPages">Objects that were written for that: each page is one as HTML and one as JSON, in a bucket under two keys, and lists follow.</param>
/// <param name="Run">The run's name in the store; null when it changed no page.</param>
public sealed record PublishRecord(
    string Store,
    int SentWheels,
    int SentMetadataFiles,
    long SentBytes,
    int ProjectPages,
    int WrittenPages,
    string? Run = null
)
{
    /// <summary>The channel; null in the record of an earlier version of this program.</summary>
    public string? Channel { get; init; }

    /// <summary>The published versions that have a local label, by project; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? Labelled { get; init; }

    /// <summary>Whether the store had everything already.</summary>
    [JsonIgnore]
    public bool IsEmpty => SentWheels == 0 && SentMetadataFiles == 0 && WrittenPages == 0;

    /// <summary>What was sent, in the words of the plan: <c>2 wheels and 2 metadata files (1.2 kB)</c>.</summary>
    [JsonIgnore]
    public string Sent => $"{PublishText.Files(SentWheels, SentMetadataFiles)} ({ByteSize.Format(SentBytes)})";

    /// <summary>What changed, in the words of the plan: <c>2 project pages (8 objects written)</c>.</summary>
    [JsonIgnore]
    public string Changed =>
        $"{Counted.Of(ProjectPages, "project page")} ({Counted.Of(WrittenPages, "object")} written)";

    /// <summary>The versions of a set of wheels that have a local label, where a project has one version alone; null where there are none.</summary>
    /// <param name="wheels">The set.</param>
    public static IReadOnlyDictionary<string, string>? LabelledIn(WheelManifest wheels)
    {
        var labelled = wheels
            .Entries.GroupBy(entry => entry.Project)
            .Select(entries =>
                (Project: entries.Key, Versions: entries.Select(entry => entry.Version).Distinct().ToList())
            )
            .Where(row => row.Versions is [{ Local: not null }])
            .ToDictionary(row => row.Project.Value, row => $"{row.Versions[0]}");
        return labelled.Count > 0 ? labelled : null;
    }

    /// <summary>
    /// How users ask for what was published: by its version where that has a label. Without it pip takes the highest label, which may
    /// be that of another build.
    /// </summary>
    /// <param name="roots">What they ask for.</param>
    public IReadOnlyList<Requirement> AskedFor(IEnumerable<Requirement> roots) =>
        [
            .. roots.Select(root =>
                Labelled?.GetValueOrDefault(root.ProjectName.Value) is { } text
                && PythonVersion.Parse(text) is var version
                && root.Url is null
                && root.Specifiers.Contains(version, true)
                    ? NewestRoot.Pinned(root, version)
                    : root
            ),
        ];

    /// <summary>Writes the record.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        File.WriteAllText(path, JObject.FromObject(this).ToString(Formatting.Indented) + "\n");

    /// <summary>The record of the last publish where that was to the store and channel of a run; null where it was not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the run was asked for.</param>
    /// <exception cref="InputNotReadyException">The record is damaged.</exception>
    public static PublishRecord? To(string path, Options options) =>
        File.Exists(path)
        && Read(path) is var record
        && record.Store == $"{options.Store}"
        && record.Channel == options.Channel.Name
            ? record
            : null;

    /// <summary>Reads the record of the last publish.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputNotReadyException">Nothing was published from this folder, or the record is damaged.</exception>
    public static PublishRecord Read(string path)
    {
        try
        {
            return JsonConvert.DeserializeObject<PublishRecord>(File.ReadAllText(path))!;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            throw new InputNotReadyException("nothing was published from here", path, "Publish", error);
        }
    }
}
