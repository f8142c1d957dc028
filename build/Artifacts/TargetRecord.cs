using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`environment.json`: what the dependencies were resolved for, such as the Python of an image.</summary>
public static class TargetRecord
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "environment.json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The folder of the dependencies.</param>
    /// <param name="environment">The target.</param>
    public static void Write(string folder, TargetEnvironment environment) =>
        File.WriteAllText(Path.Combine(folder, FileName), ToJson(environment).ToString(Formatting.Indented) + "\n");

    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder of the dependencies.</param>
    /// <exception cref="InputNotReadyException">It is missing or damaged.</exception>
    public static TargetEnvironment Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return FromJson(JObject.Parse(File.ReadAllText(path)));
        }
        catch (Exception error) when (error is IOException or JsonException or WheelhouseException or ArgumentException)
        {
            throw new InputNotReadyException(
                "what the dependencies were resolved for cannot be read",
                path,
                "Collect-Dependency-Wheels",
                error
            );
        }
    }

    /// <summary>A target as JSON; from the best tag follow all others.</summary>
    internal static JObject ToJson(TargetEnvironment environment) =>
        new()
        {
            ["environment"] = environment.Name,
            ["bestTag"] = environment.Tags[0].ToString(),
            ["markers"] = JObject.FromObject(environment.Markers.Values),
        };

    /// <summary>A target from JSON that may have other keys beside.</summary>
    /// <exception cref="JsonException">A key is missing.</exception>
    internal static TargetEnvironment FromJson(JObject json)
    {
        var markers = MarkerEnvironment.FromDictionary(Field("markers").ToObject<Dictionary<string, string>>()!);
        var best = WheelTag.Parse((string)Field("bestTag")!);
        var version = Versions.PythonVersion.Parse(markers["python_version"]).Release;
        return new TargetEnvironment(
            (string)Field("environment")!,
            markers,
            SupportedTags.ForCPython((int)version[0], (int)version[1], best.Platform, best.Abi.EndsWith('t'))
        );

        JToken Field(string name) => json[name] ?? throw new JsonException($"it has no {name}");
    }
}
