using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Stores;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Puts an index back to what it was after an earlier run.</summary>
[TaskName("Rollback")]
[TaskDescription("Put the index back to what it was after a run: --to=RUN, one that Releases lists; --plan shows it")]
public sealed class Rollback : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context)
    {
        var run = RunId.Parse(
            context.Options.To
                ?? throw new InputNeededException(
                    "the run to go back to is needed",
                    "--to",
                    "give it as --to=RUN; --target=Releases lists the runs"
                )
        );
        return IndexChange.RunAsync(
            context,
            (store, options) => new RollbackPlanner(store, options).PlanAsync(run, context.Cancellation)
        );
    }
}
