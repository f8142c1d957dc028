using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;

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
            ["needed"] = new JArray(
                report.Needed.Select(needed => new JObject
                {
                    ["file"] = needed.Wheel.FileName.ToString(),
                    ["requiredBy"] = new JArray(needed.RequiredBy.Select(Requirer)),
                })
            ),
            ["unneeded"] = new JArray(report.Unneeded.Select(wheel => wheel.FileName.ToString())),
        };
        record.Merge(TargetRecord.ToJson(Environment));
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
            return new WheelhouseRecord(
                [
                    .. (record["roots"] ?? throw new JsonException("it has no roots")).Select(root =>
                        Requirement.Parse((string)root!)
                    ),
                ],
                TargetRecord.FromJson(record)
            );
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
