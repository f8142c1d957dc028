using Cake.Frosting;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
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
    // As GitHub's own tools read it, in its runners and elsewhere.
    private static readonly string[] TokenVariables = ["GITHUB_TOKEN", "GH_TOKEN"];

    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (!context.Options.Docker && context.Options.VllmWheel is { } given)
        {
            var wheel = WheelFile.Read(OneWheel.At(given));
            context.Report($"release: {wheel.FileName.Project} {wheel.FileName.Version} ({wheel.Path})");
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
        var git = new GitRunner(context);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var release = await new ReleaseResolver(git, GitHub(context, recipe, client)).ResolveAsync(
            recipe.Source,
            context.Repository,
            context.Cancellation
        );
        context.Resolve(release);
        context.Report(
            $"release: {release.Project} {release.Version ?? "(no version)"}, "
                + $"{(release.Tag is { } tag ? $"tag {tag}" : "no tag")}, commit {release.Commit} of {release.Repository}"
        );
        var (folders, options) = (context.Artifacts, context.Options);
        new SourceCheckout(git, folders.Checkout, context.Report, options.Plan).Bring(release, context.Cancellation);
        if (!options.Plan)
        {
            release.Write(folders.ResolvedRelease);
        }

        if (options.Json)
        {
            context.WriteData(release.ToJson());
        }
    }

    // A repository elsewhere has an API only where one is named, such as that of a GitHub Enterprise Server.
    private static GitHubReleases? GitHub(BuildContext context, Recipe recipe, HttpClient client)
    {
        var api =
            context.Options.GitHubApi
            ?? (ReleaseResolver.IsOnGitHub(recipe.Source.Repository) ? GitHubReleases.PublicApi : null);
        return api is null ? null : new GitHubReleases(client, api, Token(context, api));
    }

    // A token does not leave this machine unencrypted.
    private static string? Token(BuildContext context, Uri api) =>
        api.Scheme == Uri.UriSchemeHttps || api.IsLoopback
            ? TokenVariables
                .Select(name => context.Environment.GetEnvironmentVariable(name))
                .FirstOrDefault(token => !string.IsNullOrWhiteSpace(token))
                ?.Trim()
            : null;
}
