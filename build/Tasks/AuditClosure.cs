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
        var environments = options
            .AuditedPythons.Distinct()
            .SelectMany(python =>
                options.AuditedPlatforms.Distinct().Select(platform => TargetEnvironment.ForCPython(python, platform))
            )
            .ToList();
        if (environments.Count == 0)
        {
            throw new InputNeededException(
                "a Python and a platform to audit for are needed",
                "--python and --platform",
                "give them, say as --python=3.12 --platform=manylinux_2_35_x86_64; several of each are taken"
            );
        }

        var wheels = WheelFile.ReadAll(ReadyMadeWheels.In(options.Wheelhouse), context.Cancellation);
        var report = ClosureAudit.Audit(options.Roots, wheels, environments);
        context.Report(ClosureText.Of(report, options.Roots));
        if (options.Json)
        {
            context.WriteData(ClosureJson.Of(report, options.Roots));
        }

        if (!report.IsClosed)
        {
            throw new ClosureOpenException(report, options.Wheelhouse);
        }
    }
}
