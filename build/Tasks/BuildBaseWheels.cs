using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;

namespace Wheelhouse.Build.Tasks;

/// <summary>Fills `base/` with the wheels that the ROCm base image builds: with Docker, or those that are given.</summary>
[TaskName("Build-Base-Wheels")]
[TaskDescription(
    "Build the base wheels (torch, triton, torchvision, amdsmi) with Docker, or take those of --base-wheels"
)]
[IsDependentOn(typeof(ResolveRelease))]
public sealed class BuildBaseWheels : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        ReleaseBuild.BuildsBase(context.Options) && ReleaseBuild.Of(context) is { } release
            ? new WheelBuild(context, release).BaseAsync()
            : ReadyMadeWheels.FillAsync(
                context,
                "Build-Base-Wheels",
                context.Artifacts.Base,
                context.Options.BaseWheels is { } given ? ReadyMadeWheels.In(given) : null,
                ReadyMadeWheels.BaseNeeded()
            );
}
