using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Closure;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Tells why a project is in a folder of wheels, and what it brings.</summary>
[TaskName("Explain")]
[TaskDescription(
    "Tell why a project is in the wheelhouse, who pins it, how big it is and what it brings: --project, --wheelhouse, --json"
)]
public sealed class Explain : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var (project, asked) = (options.RequireProject(), AuditedSet.Of(options));
        var wheels = WheelFile.ReadAll(ReadyMadeWheels.In(options.Wheelhouse), context.Cancellation);
        var report = ClosureAudit.Audit(asked.Roots, wheels, asked.Environments);
        var own = wheels.Where(wheel => wheel.FileName.Project == project).ToList();
        if (own.Count == 0)
        {
            throw new ProjectNotInSetException(
                project,
                options.Wheelhouse,
                wheels.Select(wheel => wheel.FileName.Project),
                report
            );
        }

        context.Report(ExplanationText.Of(own, report, asked.Roots));
        if (options.Json)
        {
            context.WriteData(ExplanationJson.Of(own, report, asked.Roots));
        }
    }
}
