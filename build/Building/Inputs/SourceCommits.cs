using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>
/// The commits that a build clones by itself: of each argument <c>X_BRANCH</c> with an <c>X_REPO</c> beside it, given or by the
/// Dockerfile's own default. A shortened commit stays so: only a clone knows the rest of it, and it does not move.
/// </summary>
/// <param name="git">Runs git.</param>
/// <param name="folder">A folder to run git in.</param>
public sealed class SourceCommits(GitRunner git, string folder)
{
    private const string Branch = "_BRANCH";
    private const int ShortestCommit = 7;
    private const int LongestCommit = 40;

    /// <summary>Looks up what branches and tags stand for just now; what is a commit already stays as it is.</summary>
    /// <param name="arguments">The arguments of the build.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The commits by owner and name of their repositories.</returns>
    /// <exception cref="WheelhouseException">A repository does not answer, or has no such branch or tag.</exception>
    public IReadOnlyDictionary<string, string> Find(
        IReadOnlyList<KeyValuePair<string, string>> arguments,
        CancellationToken cancellation
    )
    {
        var values = arguments.ToDictionary(StringComparer.Ordinal);
        var commits = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, revision) in arguments.Where(given => given.Key.EndsWith(Branch, StringComparison.Ordinal)))
        {
            if (values.GetValueOrDefault(name[..^Branch.Length] + "_REPO") is { Length: > 0 } repository)
            {
                var known = ReleaseResolver.OwnerAndName(repository) ?? Secrets.Mask(repository);
                commits[known] = IsCommit(revision) ? revision : Find(name, repository, revision, cancellation);
            }
        }

        return commits;
    }

    /// <summary>The repositories that <see cref="Find(IReadOnlyList{KeyValuePair{string, string}}, CancellationToken)"/> asks.</summary>
    /// <param name="arguments">The arguments of the build.</param>
    public static IEnumerable<string> AskedOf(IReadOnlyList<KeyValuePair<string, string>> arguments)
    {
        var values = arguments.ToDictionary(StringComparer.Ordinal);
        return arguments
            .Where(given => given.Key.EndsWith(Branch, StringComparison.Ordinal) && !IsCommit(given.Value))
            .Select(given => values.GetValueOrDefault(given.Key[..^Branch.Length] + "_REPO"))
            .OfType<string>()
            .Where(repository => repository.Length > 0);
    }

    private string Find(string argument, string repository, string revision, CancellationToken cancellation)
    {
        try
        {
            var lines = git.Run(folder, GitCommands.GitListRemote(repository), cancellation);
            return RemoteReferences.Parse(lines, Secrets.Mask(repository)).Find(revision, "").Commit;
        }
        catch (WheelhouseException error) when (error is ReleaseNotFoundException or ToolFailedException)
        {
            throw new ReleaseNotFoundException(
                $"the build argument {argument} cannot be looked up: {error.What}",
                Secrets.Mask(repository),
                $"name a commit as {argument} in the recipe: it needs no look-up, and does not move"
            );
        }
    }

    private static bool IsCommit(string revision) =>
        revision.Length is >= ShortestCommit and <= LongestCommit && revision.All(char.IsAsciiHexDigit);
}
