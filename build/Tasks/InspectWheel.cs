using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Inspection;

namespace Wheelhouse.Build.Tasks;

/// <summary>Inspects one wheel.</summary>
[TaskName("Inspect-Wheel")]
[TaskDescription("Hold a wheel against its RECORD, its tags and what its shared objects need: --wheel, --full, --json")]
public sealed class InspectWheel : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var wheel =
            context.Options.Wheel
            ?? throw new InputNeededException("a wheel to inspect is needed", "--wheel", "give it with --wheel=FILE");
        var inspection = WheelInspector.Inspect(
            OneWheel.At(wheel),
            new WheelInspectionOptions { IsFull = context.Options.Full },
            context.Cancellation
        );
        context.Report(InspectionText.Of(inspection));
        if (context.Options.Json)
        {
            context.WriteData(InspectionJson.Of(inspection));
        }

        if (inspection.HasErrors)
        {
            throw new WheelNotSoundException(inspection);
        }
    }
}
