using Cake.Core;
using Cake.Frosting;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>Puts each task's lines into a group of the build server's log, and notes what became of it.</summary>
public sealed class TaskWatch : FrostingTaskLifetime<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ITaskSetupContext info) =>
        context.Server.BeginGroup(info.Task.Name);

    /// <inheritdoc/>
    public override void Teardown(BuildContext context, ITaskTeardownContext info)
    {
        context.Server.EndGroup(info.Task.Name);
        context.TaskRuns.Add(
            new TaskRun(
                info.Task.Name,
                info.Duration,
                info.Skipped ? TaskOutcome.Skipped
                    : info.Successful ? TaskOutcome.Done
                    : context.Cancellation.IsCancellationRequested ? TaskOutcome.Stopped
                    : TaskOutcome.Failed,
                context.TakeProduct()
            )
        );
    }
}
