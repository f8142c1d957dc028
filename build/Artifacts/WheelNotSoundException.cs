using Wheelhouse.Inspection;

namespace Wheelhouse.Build.Artifacts;

/// <summary>An inspection found errors in a wheel.</summary>
/// <param name="inspection">The inspection.</param>
public sealed class WheelNotSoundException(WheelInspection inspection)
    : WheelhouseException(
        $"the inspection found {Errors(inspection)}",
        inspection.Path,
        "see what is listed above; build the wheel again, or give it the tags that it keeps"
    )
{
    private static string Errors(WheelInspection inspection)
    {
        var count = inspection.Findings.Count(finding => finding.Severity == FindingSeverity.Error);
        return Counted.Of(count, "error");
    }
}
