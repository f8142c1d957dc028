using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Tasks;

/// <summary>A whole release, from wheels to an index that pip installs from.</summary>
[TaskName("Release")]
[TaskDescription("A whole release: all tasks from Resolve-Release to Verify-Install")]
[IsDependentOn(typeof(Publish))]
[IsDependentOn(typeof(VerifyInstall))]
public sealed class Release : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        if (context.Options.Plan)
        {
            context.Report("This was a plan: nothing was published.");
            return;
        }

        context.ReportLast(ReleaseText.Of(PublishRecord.Read(context.Artifacts.PublishRecord), context.Options));
    }
}
