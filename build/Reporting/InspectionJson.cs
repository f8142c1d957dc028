using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Inspection;

namespace Wheelhouse.Build.Reporting;

/// <summary>What an inspection saw and found as data for programs.</summary>
public static class InspectionJson
{
    /// <summary>
    /// One object: the wheel, <c>hasErrors</c>, <c>findings</c> (each with <c>severity</c> error, warning or fact, and a
    /// <c>kind</c>), and <c>libraries</c> with what each of them needs. Sizes are bytes; what is not known is null.
    /// </summary>
    /// <param name="inspection">The inspection.</param>
    public static string Of(WheelInspection inspection) =>
        new JObject
        {
            ["path"] = inspection.Path,
            ["size"] = inspection.Size,
            ["project"] = inspection.Metadata?.Name.Value,
            ["version"] = inspection.Metadata?.Version.ToString(),
            ["isFull"] = inspection.IsFull,
            ["hasErrors"] = inspection.HasErrors,
            ["members"] = inspection.Members,
            ["inflatedSize"] = inspection.InflatedSize,
            ["glibcPromised"] = inspection.GlibcPromised?.ToString(),
            ["glibcNeeded"] = inspection.GlibcNeeded?.ToString(),
            ["gpuTargets"] = new JArray(inspection.GpuTargets),
            ["findings"] = new JArray(
                inspection.Findings.Select(finding => new JObject
                {
                    ["severity"] = Word(finding.Severity),
                    ["kind"] = Word(finding.Kind),
                    ["member"] = finding.Member,
                    ["what"] = finding.What,
                    ["hint"] = finding.Error?.Hint,
                })
            ),
            ["libraries"] = new JArray(
                inspection.Libraries.Select(library => new JObject
                {
                    ["member"] = library.Member,
                    ["machine"] = library.Elf.Machine,
                    ["soname"] = library.Elf.Soname,
                    ["glibc"] = library.Glibc?.ToString(),
                    ["needed"] = new JArray(
                        library.Needed.Select(needed => new JObject
                        {
                            ["name"] = needed.Name,
                            ["source"] = Word(needed.Source),
                        })
                    ),
                    ["gpuTargets"] = new JArray(library.GpuTargets),
                    ["unreadGpuBundles"] = library.UnreadGpuBundles,
                })
            ),
        }.ToString(Formatting.Indented);

    /// <summary>The value's name as JSON has names: <c>notInRecord</c>.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
