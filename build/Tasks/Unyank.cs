using Cake.Frosting;

namespace Wheelhouse.Build.Tasks;

/// <summary>Takes back that a version of a project is yanked.</summary>
[TaskName("Unyank")]
[TaskDescription("Take back that a version is yanked: --project, --version; --plan shows it")]
public sealed class Unyank : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) => Yank.RunAsync(context, reason: null);
}
