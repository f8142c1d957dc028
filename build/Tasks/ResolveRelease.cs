using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Finds the tag and commit that a recipe's release is built from, and checks them out; or says which wheel is released.</summary>
[TaskName("Resolve-Release")]
[TaskDescription("Find the tag and commit that are released and check them out, or take the version of --vllm-wheel")]
public sealed class ResolveRelease : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (!context.Options.Docker && context.Options.VllmWheel is { } given)
        {
            var wheel = WheelFile.Read(OneWheel.At(given));
            context.Report($"release: {wheel.FileName.Project} {wheel.FileName.Version} ({wheel.Path})");
            context.Make(new TaskProduct($"{wheel.FileName.Project} {wheel.FileName.Version}"));
        }
        else if (context.Recipe is { } recipe)
        {
            await CheckOutAsync(context, recipe);
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

    private static async Task CheckOutAsync(BuildContext context, Recipe recipe)
    {
        var release = await ReleaseLookup.ResolveOrPlanAsync(context, recipe);
        context.Resolve(release);
        context.Report(
            $"release: {release.Project} {release.Version ?? "(no version)"}, "
                + $"{(release.Tag is { } tag ? $"tag {tag}" : "no tag")}, commit {release.Commit} of {release.Repository}"
        );
        var (folders, options) = (context.Artifacts, context.Options);
        new SourceCheckout(
            new GitRunner(context),
            folders.Checkout,
            context.Report,
            options.Plan,
            recipe.Vllm.BaseWheels is { } filled ? [filled] : []
        ).Bring(release, context.Cancellation);
        if (!options.Plan)
        {
            release.Write(folders.ResolvedRelease);
            context.Make(new TaskProduct($"{release.Project} {release.Version ?? release.Commit}"));
        }

        if (options.Json)
        {
            context.WriteData(release.ToJson());
        }

        ReleaseLookup.SetOutputs(context.Server, release);
    }
}
