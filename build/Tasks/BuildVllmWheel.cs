using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Tasks;

/// <summary>Fills `vllm/` with the vLLM wheel: today the one that is given.</summary>
[TaskName("Build-Vllm-Wheel")]
[TaskDescription("Take the vLLM wheel of --vllm-wheel")]
[IsDependentOn(typeof(BuildBaseWheels))]
public sealed class BuildVllmWheel : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        ReadyMadeWheels.FillAsync(
            context,
            "Build-Vllm-Wheel",
            context.Artifacts.Vllm,
            context.Options.VllmWheel is { } given ? [OneWheel.At(given)] : null,
            ReadyMadeWheels.VllmNeeded()
        );
}
