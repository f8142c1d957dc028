using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Releases;

/// <summary>The checkout that a release is built from: whole history and tags, clean, at exactly its commit.</summary>
/// <param name="git">Runs git.</param>
/// <param name="folder">The folder of the checkout, absolute.</param>
/// <param name="report">Is told each command that changes something, before it runs.</param>
/// <param name="isPlan">Whether such commands are told alone.</param>
/// <param name="filled">Folders of the checkout that the build fills, such as <c>docker/context</c>: they are no change of the release.</param>
public sealed class SourceCheckout(
    GitRunner git,
    string folder,
    Action<string> report,
    bool isPlan,
    IReadOnlyList<string> filled
)
{
    private const int Shown = 10;

    /// <summary>Makes the checkout, or brings the one that is there to the release's commit.</summary>
    /// <param name="release">What is released.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CheckoutNotUsableException">The one that is there is another repository's, or has changes.</exception>
    public void Bring(ResolvedRelease release, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (isPlan)
            {
                Ask(folder, GitCommands.GitOrigin());
                Ask(folder, GitCommands.GitExcludeFile());
                Ask(folder, GitCommands.GitStatusOfAll());
            }

            RequireOurs(release, cancellation);
            Exclude(folder, cancellation);
            RequireClean(cancellation);
            Run(folder, GitCommands.GitFetch(), cancellation);
            Checkout(folder, release, cancellation);
        }
        else if (isPlan)
        {
            Run(Path.GetDirectoryName(folder)!, GitCommands.GitClone(release.Repository, folder), cancellation);
            Ask(folder, GitCommands.GitExcludeFile());
            Checkout(folder, release, cancellation);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            using var staged = StagedFolder.Create(folder);
            Run(staged.Path, GitCommands.GitClone(release.Repository, "."), cancellation);
            Exclude(staged.Path, cancellation);
            Checkout(staged.Path, release, cancellation);
            staged.Commit();
        }

        if (isPlan)
        {
            Ask(folder, GitCommands.GitStatusOfAll());
        }
        else
        {
            RequireClean(cancellation);
        }
    }

    private void Checkout(string place, ResolvedRelease release, CancellationToken cancellation)
    {
        if (release.Tag is null && !isPlan && !Has(place, release.Commit, cancellation))
        {
            // A commit that no branch or tag leads to any more, which most servers still hand out.
            Run(place, GitCommands.GitFetch(release.Commit), cancellation);
        }

        if (release.Tag is null && isPlan)
        {
            Ask(place, GitCommands.GitHas(release.Commit));
            report(GitRunner.Line(place, GitCommands.GitFetch(release.Commit), "where no branch leads to it"));
        }

        Run(place, GitCommands.GitCheckout(release.Commit), cancellation);
        if (isPlan)
        {
            report(GitRunner.Line(place, GitCommands.GitSubmoduleUpdate(), "where the release has submodules"));
            Ask(place, GitCommands.GitHead());
            if (release.Tag is { } planned)
            {
                Ask(place, GitCommands.GitCommitOf(planned));
            }

            return;
        }

        if (File.Exists(Path.Join(place, ".gitmodules")))
        {
            Run(place, GitCommands.GitSubmoduleUpdate(), cancellation);
        }

        var head = git.Run(place, GitCommands.GitHead(), cancellation)[0];
        var tagged = release.Tag is { } tag ? git.Run(place, GitCommands.GitCommitOf(tag), cancellation)[0] : head;
        if (head != release.Commit || tagged != release.Commit)
        {
            throw new CheckoutNotUsableException(
                $"the checkout is at {head} and its tag {release.Tag} at {tagged}, not at {release.Commit}",
                place,
                "the tag moved meanwhile: run Resolve-Release again"
            );
        }
    }

    private bool Has(string place, string commit, CancellationToken cancellation) =>
        git.TryRun(place, GitCommands.GitHas(commit), cancellation);

    private void RequireOurs(ResolvedRelease release, CancellationToken cancellation)
    {
        // Asked for in a folder without .git, git would answer for a repository above it.
        if (!Path.Exists(Path.Join(folder, ".git")))
        {
            throw new CheckoutNotUsableException(
                "there is a folder that is no checkout of git",
                folder,
                "move it away, or name another folder with --artifacts=DIR"
            );
        }

        var origin = git.Run(folder, GitCommands.GitOrigin(), cancellation);
        if (origin is not [var url] || url != release.Repository)
        {
            throw new CheckoutNotUsableException(
                $"the checkout is of {string.Join(", ", origin)}, not of {release.Repository}",
                folder,
                "move it away, or name its repository with --repository=URL"
            );
        }
    }

    // Not every release's .gitignore names them. What a stopped copy leaves beside them goes with the next one.
    private void Exclude(string place, CancellationToken cancellation)
    {
        if (isPlan || filled.Count == 0)
        {
            return;
        }

        var path = Path.Combine(place, git.Run(place, GitCommands.GitExcludeFile(), cancellation)[0]);
        var known = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] missing =
        [
            .. filled
                .SelectMany(name => new[] { $"/{name}/", $"/{BesideOf(name)}/" })
                .Except(known, StringComparer.Ordinal),
        ];
        if (missing.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, [.. known, .. missing]);
        }
    }

    private static string BesideOf(string name) =>
        Path.Join(Path.GetDirectoryName(name), $".{Path.GetFileName(name)}.*");

    private void RequireClean(CancellationToken cancellation)
    {
        // A plan leaves the checkout as it is, also one that git was not told yet what to ignore in.
        string[] changes =
        [
            .. git.Run(folder, GitCommands.GitStatusOfAll(), cancellation)
                .Where(change => !filled.Any(name => change.StartsWith($"?? {name}/", StringComparison.Ordinal))),
        ];
        if (changes.Length > 0)
        {
            throw new CheckoutNotUsableException(
                "the checkout has changes, which the version of the wheel would bear (.devN+g...d...):\n    "
                    + string.Join("\n    ", changes.Take(Shown))
                    + (changes.Length > Shown ? $"\n    and {changes.Length - Shown} more" : ""),
                folder,
                $"keep what you need, then undo it: git -C '{folder}' stash --include-untracked"
            );
        }
    }

    // What a run asks git once the checkout is there, a plan can only name.
    private void Ask(string place, IReadOnlyList<string> arguments) =>
        report(GitRunner.Line(place, arguments, GitRunner.Asking));

    private void Run(string place, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        report(GitRunner.Line(place, arguments));
        if (!isPlan)
        {
            git.Run(place, arguments, cancellation);
        }
    }
}
