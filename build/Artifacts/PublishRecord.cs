using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`publish.json`: what the last publish of a run did.</summary>
/// <param name="Store">The store.</param>
/// <param name="SentFiles">Wheels and sidecars that were new in the store.</param>
/// <param name="SentBytes">Their bytes.</param>
/// <param name="Pages">Pages that changed.</param>
/// <param name="Run">The run's name in the store; null when it changed no page.</param>
public sealed record PublishRecord(string Store, int SentFiles, long SentBytes, int Pages, string? Run = null)
{
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
