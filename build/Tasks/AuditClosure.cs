using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Closure;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Tells whether a folder of wheels has all that the roots need, for each Python on each platform.</summary>
[TaskName("Audit-Closure")]
[TaskDescription("Tell what a folder of wheels lacks: --wheelhouse, --root, --python=X.Y, --platform, --json")]
public sealed class AuditClosure : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var asked = AuditedSet.Of(options);
        var wheels = WheelFile.ReadAll(ReadyMadeWheels.In(options.Wheelhouse), context.Cancellation);
        var report = ClosureAudit.Audit(asked.Roots, wheels, asked.Environments);
        context.Report(ClosureText.Of(report, asked.Roots));
        if (options.Json)
        {
            context.WriteData(ClosureJson.Of(report, asked.Roots));
        }

        if (!report.IsClosed)
        {
            throw new ClosureOpenException(report, options.Wheelhouse);
        }
    }
}
