using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Releases;

/// <summary>Resolves what a run's recipe releases, by the repository and, where it has one, its API.</summary>
public static class ReleaseLookup
{
    // As GitHub's own tools read it, in its runners and elsewhere.
    private static readonly string[] TokenVariables = ["GITHUB_TOKEN", "GH_TOKEN"];

    /// <summary>Resolves it; nothing is changed.</summary>
    /// <param name="context">The run.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="WheelhouseException">It is not there, or nobody answers.</exception>
    public static async Task<ResolvedRelease> ResolveAsync(BuildContext context, Recipe recipe)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        return await new ReleaseResolver(
            new GitRunner(context, context.Options.Plan ? context.Report : null),
            GitHub(context, recipe, client)
        ).ResolveAsync(recipe.Source, context.Repository, context.Cancellation);
    }

    /// <summary>Resolves it for a run or, where nobody answers, for the plan of one: a release that is named needs no look-up to be planned.</summary>
    /// <param name="context">The run.</param>
    /// <param name="recipe">Its recipe.</param>
    /// <exception cref="WheelhouseException">It is not there, or nobody answers and the run is to go on, or is of the latest.</exception>
    public static async Task<ResolvedRelease> ResolveOrPlanAsync(BuildContext context, Recipe recipe)
    {
        try
        {
            return await ResolveAsync(context, recipe);
        }
        catch (ToolFailedException error) when (context.Options.Plan && recipe.Source.Release != RecipeSource.Latest)
        {
            var release = ReleaseResolver.AsNamed(recipe.Source);
            context.Report(
                (
                    release.Commit == ResolvedRelease.UnknownCommit
                        ? $"the commit of {recipe.Source.Release}"
                        : $"the tag of {release.Commit}"
                ) + $" is not known here: {error.What}"
            );
            return release;
        }
    }

    /// <summary>Tells later jobs of a release; given as <c>--vllm</c>, the output <c>release</c> names it again.</summary>
    /// <param name="server">The build server.</param>
    /// <param name="release">The release.</param>
    public static void SetOutputs(BuildServer server, ResolvedRelease release)
    {
        if (release.Commit == ResolvedRelease.UnknownCommit)
        {
            return;
        }

        server.SetOutput("release", release.Tag ?? release.Commit);
        server.SetOutput("version", release.Version ?? "");
        server.SetOutput("commit", release.Commit);
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
