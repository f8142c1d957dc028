using Cake.Frosting;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Tasks;

/// <summary>Fills `base/` with the wheels that the ROCm base image builds: today those that are given.</summary>
[TaskName("Build-Base-Wheels")]
[TaskDescription("Take the base wheels (torch, triton, torchvision, amdsmi) of --base-wheels")]
[IsDependentOn(typeof(ResolveRelease))]
public sealed class BuildBaseWheels : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        ReadyMadeWheels.FillAsync(
            context,
            "Build-Base-Wheels",
            context.Artifacts.Base,
            context.Options.BaseWheels is { } given ? ReadyMadeWheels.In(given) : null,
            ReadyMadeWheels.BaseNeeded()
        );
}
