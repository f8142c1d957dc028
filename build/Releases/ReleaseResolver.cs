using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Releases;

/// <summary>Finds what is released: the tag and commit that a recipe's repository has for what is asked for.</summary>
/// <param name="git">Runs git.</param>
/// <param name="releases">Asks an API for releases; null where the repository's tags decide.</param>
public sealed class ReleaseResolver(GitRunner git, GitHubReleases? releases)
{
    /// <summary>Resolves a release; nothing is changed.</summary>
    /// <param name="source">The repository, and what is asked for.</param>
    /// <param name="folder">A folder to run git in.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WheelhouseException">It is not there, or nobody answers. No other revision is taken instead.</exception>
    public async Task<ResolvedRelease> ResolveAsync(RecipeSource source, string folder, CancellationToken cancellation)
    {
        var references = RemoteReferences.Parse(
            git.Run(folder, GitCommands.GitListRemote(source.Repository), cancellation),
            source.Repository
        );
        var asked =
            source.Release == RecipeSource.Latest
                ? await LatestAsync(source, references, cancellation)
                : source.Release;
        var (commit, tag) = references.Find(asked, source.TagPrefix);
        return new ResolvedRelease(
            source.Project.Value,
            tag,
            commit,
            tag is null ? null : RemoteReferences.VersionOf(tag, source.TagPrefix)?.ToString(),
            source.Repository
        );
    }

    /// <summary>A release by its name alone, as a plan takes it where the repository does not answer.</summary>
    /// <param name="source">The repository, and what is asked for, which is not <see cref="RecipeSource.Latest"/>.</param>
    /// <returns>Its tag where the name is a version's; its commit where that is named, else <see cref="ResolvedRelease.UnknownCommit"/>.</returns>
    public static ResolvedRelease AsNamed(RecipeSource source)
    {
        var tag = new[] { source.Release, source.TagPrefix + source.Release }.FirstOrDefault(name =>
            RemoteReferences.VersionOf(name, source.TagPrefix) is not null
        );
        return RemoteReferences.IsWholeCommit(source.Release)
            ? new ResolvedRelease(
                source.Project.Value,
                Tag: null,
                source.Release.ToLowerInvariant(),
                Version: null,
                source.Repository
            )
            : new ResolvedRelease(
                source.Project.Value,
                tag,
                ResolvedRelease.UnknownCommit,
                tag is null ? null : RemoteReferences.VersionOf(tag, source.TagPrefix)?.ToString(),
                source.Repository
            );
    }

    /// <summary>Owner and name of a repository, by the end of its address; null when it has no such end.</summary>
    /// <param name="repository">The clone address.</param>
    public static string? OwnerAndName(string repository)
    {
        var parts = repository.TrimEnd('/').Split('/', ':');
        return parts.Length >= 2 && parts[^2].Length > 0
            ? $"{parts[^2]}/{(parts[^1].EndsWith(".git", StringComparison.Ordinal) ? parts[^1][..^4] : parts[^1])}"
            : null;
    }

    /// <summary>Whether a repository lies on GitHub.</summary>
    /// <param name="repository">The clone address.</param>
    public static bool IsOnGitHub(string repository) =>
        repository.StartsWith("git@github.com:", StringComparison.OrdinalIgnoreCase)
        || (
            Uri.TryCreate(repository, UriKind.Absolute, out var url)
            && url.Host.Equals("github.com", StringComparison.OrdinalIgnoreCase)
        );

    private async Task<string> LatestAsync(
        RecipeSource source,
        RemoteReferences references,
        CancellationToken cancellation
    )
    {
        if (releases is null || OwnerAndName(source.Repository) is not { } name)
        {
            return references.Latest(source.TagPrefix);
        }

        var tag = await releases.LatestTagAsync(name, source.TagPrefix, cancellation);
        return references.Tags.ContainsKey(tag)
            ? tag
            : throw new ReleaseNotFoundException(
                $"the newest release is {tag}, but the repository has no such tag",
                source.Repository,
                "look at --repository, or name a tag with --vllm=TAG"
            );
    }
}
