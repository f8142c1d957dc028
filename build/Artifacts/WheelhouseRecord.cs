using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`wheelhouse.json`: what the set of wheels was proven closed for.</summary>
/// <param name="Roots">What users ask for.</param>
/// <param name="Environment">The target.</param>
public sealed record WheelhouseRecord(IReadOnlyList<Requirement> Roots, TargetEnvironment Environment)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "wheelhouse.json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The folder of the wheelhouse.</param>
    /// <param name="report">The proof.</param>
    public void Write(string folder, ClosureReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var record = new JObject
        {
            ["schemaVersion"] = 2,
            ["roots"] = new JArray(Roots.Select(root => root.ToString())),
            ["environment"] = Environment.Name,
            // From the best tag follow all others.
            ["bestTag"] = Environment.Tags[0].ToString(),
            ["markers"] = JObject.FromObject(Environment.Markers.Values),
            ["needed"] = new JArray(
                report.Needed.Select(needed => new JObject
                {
                    ["file"] = needed.Wheel.FileName.ToString(),
                    ["requiredBy"] = new JArray(needed.RequiredBy.Select(Requirer)),
                })
            ),
            ["unneeded"] = new JArray(report.Unneeded.Select(wheel => wheel.FileName.ToString())),
        };
        File.WriteAllText(Path.Combine(folder, FileName), record.ToString(Formatting.Indented) + "\n");
    }

    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder of the wheelhouse.</param>
    /// <exception cref="InputNotReadyException">It is missing, of another version of this program, or damaged.</exception>
    public static WheelhouseRecord Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var record = JObject.Parse(File.ReadAllText(path));
            var markers = MarkerEnvironment.FromDictionary(Field("markers").ToObject<Dictionary<string, string>>()!);
            var best = WheelTag.Parse((string)Field("bestTag")!);
            var version = Versions.PythonVersion.Parse(markers["python_version"]).Release;
            var tags = SupportedTags.ForCPython(
                (int)version[0],
                (int)version[1],
                best.Platform,
                best.Abi.EndsWith('t')
            );
            return new WheelhouseRecord(
                [.. Field("roots").Select(root => Requirement.Parse((string)root!))],
                new TargetEnvironment((string)Field("environment")!, markers, tags)
            );

            JToken Field(string name) => record[name] ?? throw new JsonException($"it has no {name}");
        }
        catch (Exception error) when (error is IOException or JsonException or WheelhouseException or ArgumentException)
        {
            throw new InputNotReadyException(
                "the record of the wheelhouse cannot be read",
                path,
                "Assemble-Wheelhouse",
                error
            );
        }
    }

    private static string Requirer(WheelRequirer requirer) =>
        requirer.Wheel is { } wheel
            ? $"{wheel.FileName.Project} ({requirer.Requirement})"
            : $"root ({requirer.Requirement})";
}
