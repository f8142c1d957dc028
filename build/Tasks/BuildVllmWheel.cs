using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;

namespace Wheelhouse.Build.Tasks;

/// <summary>Fills `vllm/` with the vLLM wheel: built with Docker against the base wheels, or the one that is given.</summary>
[TaskName("Build-Vllm-Wheel")]
[TaskDescription("Build the vLLM wheel with Docker, or take the one of --vllm-wheel")]
[IsDependentOn(typeof(BuildBaseWheels))]
public sealed class BuildVllmWheel : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        (context.Options.Docker || context.Options.VllmWheel is null) && ReleaseBuild.Of(context) is { } release
            ? new WheelBuild(context, release).VllmAsync()
            : ReadyMadeWheels.FillAsync(
                context,
                "Build-Vllm-Wheel",
                context.Artifacts.Vllm,
                context.Options.VllmWheel is { } given ? [OneWheel.At(given)] : null,
                ReadyMadeWheels.VllmNeeded()
            );
}
