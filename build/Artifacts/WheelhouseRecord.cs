using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`wheelhouse.json`: what the set of wheels was proven closed for.</summary>
public static class WheelhouseRecord
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "wheelhouse.json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">The folder of the wheelhouse.</param>
    /// <param name="roots">What users ask for.</param>
    /// <param name="environment">The target.</param>
    /// <param name="report">The proof.</param>
    public static void Write(
        string folder,
        IReadOnlyList<Requirement> roots,
        TargetEnvironment environment,
        ClosureReport report
    )
    {
        var record = new JObject
        {
            ["schemaVersion"] = 1,
            ["roots"] = new JArray(roots.Select(root => root.ToString())),
            ["environment"] = environment.Name,
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

    private static string Requirer(WheelRequirer requirer) =>
        requirer.Wheel is { } wheel
            ? $"{wheel.FileName.Project} ({requirer.Requirement})"
            : $"root ({requirer.Requirement})";
}
