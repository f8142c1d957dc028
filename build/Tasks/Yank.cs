using Cake.Frosting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Yanks a version of a project.</summary>
[TaskName("Yank")]
[TaskDescription(
    "Let installers pass over a version unless it is pinned: --project, --version, --reason; --plan shows it"
)]
public sealed class Yank : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => RunAsync(context, context.Options.Reason ?? "");

    internal static Task RunAsync(BuildContext context, string? reason)
    {
        var (project, version) = (context.Options.RequireProject(), context.Options.RequireProjectVersion());
        return IndexChange.RunAsync(
            context,
            (store, options) =>
                new YankPlanner(store, options).PlanAsync(project, version, reason, context.Cancellation)
        );
    }
}
