using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Reporting;

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

    /// <summary>Writes the record.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        File.WriteAllText(path, JObject.FromObject(this).ToString(Formatting.Indented) + "\n");

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
