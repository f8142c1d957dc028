using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Notifications;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build;

/// <summary>What comes before and after the tasks. It only tells: a dry run comes here too and may change nothing.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Log.Verbose("{0}", context.Options);
    }

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (RunReport.IsFor(context))
        {
            RunReport.Write(context, info.ThrownException, TimeProvider.System.GetUtcNow());
            context.Report(RunReport.Table(context.TaskRuns));
        }

        if (context.LastWords is { } next)
        {
            context.Report(next);
        }

        if (context.Cancellation.IsCancellationRequested)
        {
            context.Log.Warning("The run was stopped by a signal.");
        }

        if (info.ThrownException is { } error)
        {
            var targets = string.Join(", ", context.Arguments.GetArguments("target"));
            FailureNotice.Show(context.Server, targets, error, context.Repository);
        }

        ReleaseNews.Tell(context, info.ThrownException);

        // A dry run has none.
        if (context.TaskRuns.Count > 0)
        {
            context.Server.ShowSummary(RunSummary.Of(context, info.ThrownException));
        }
    }
}
