using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says which vLLM is released: today the one of the wheel that is given.</summary>
[TaskName("Resolve-Release")]
[TaskDescription("Say which vLLM is released: the version of --vllm-wheel")]
public sealed class ResolveRelease : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (ReleaseBuild.Of(context) is { } release)
        {
            context.Report($"release: vllm {release.Version} ({release.Checkout})");
        }
        else if (context.Options.VllmWheel is { } given)
        {
            var wheel = WheelFile.Read(OneWheel.At(given));
            context.Report($"release: {wheel.FileName.Project} {wheel.FileName.Version} ({wheel.Path})");
        }
        else if (!context.Options.WantsVllm)
        {
            context.Report($"no vLLM among the roots ({string.Join(", ", context.Options.Roots)}): nothing to resolve");
        }
        else if (context.IsExclusive)
        {
            var folder = await WheelFolder.OpenAsync(context.Artifacts.Vllm, "Build-Vllm-Wheel", context.Cancellation);
            context.Report(
                $"release: {string.Join(", ", folder.Manifest.Entries.Select(entry => $"{entry.Project} {entry.Version}"))}"
            );
        }
        else
        {
            throw ReadyMadeWheels.VllmNeeded();
        }
    }
}
