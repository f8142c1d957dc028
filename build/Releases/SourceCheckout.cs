using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Releases;

/// <summary>The checkout that a release is built from: whole history and tags, clean, at exactly its commit.</summary>
/// <param name="git">Runs git.</param>
/// <param name="folder">The folder of the checkout, absolute.</param>
/// <param name="report">Is told each command that changes something, before it runs.</param>
/// <param name="isPlan">Whether such commands are told alone.</param>
public sealed class SourceCheckout(GitRunner git, string folder, Action<string> report, bool isPlan)
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
            RequireOurs(release, cancellation);
            RequireClean(cancellation);
            Run(folder, GitCommands.GitFetch(), cancellation);
            Checkout(folder, release, cancellation);
        }
        else if (isPlan)
        {
            Run(Path.GetDirectoryName(folder)!, GitCommands.GitClone(release.Repository, folder), cancellation);
            Checkout(folder, release, cancellation);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            using var staged = StagedFolder.Create(folder);
            Run(staged.Path, GitCommands.GitClone(release.Repository, "."), cancellation);
            Checkout(staged.Path, release, cancellation);
            staged.Commit();
        }

        if (!isPlan)
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

        Run(place, GitCommands.GitCheckout(release.Commit), cancellation);
        if (isPlan)
        {
            return;
        }

        if (File.Exists(Path.Join(place, ".gitmodules")))
        {
            Run(place, GitCommands.GitSubmoduleUpdate(), cancellation);
        }

        var head = git.Run(place, ["rev-parse", "--verify", "HEAD"], cancellation)[0];
        var tagged = release.Tag is { } tag
            ? git.Run(place, ["rev-parse", "--verify", $"refs/tags/{tag}^{{commit}}"], cancellation)[0]
            : head;
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
        git.TryRun(place, ["cat-file", "-e", $"{commit}^{{commit}}"], cancellation);

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

        var origin = git.Run(folder, ["config", "--get-all", "remote.origin.url"], cancellation);
        if (origin is not [var url] || url != release.Repository)
        {
            throw new CheckoutNotUsableException(
                $"the checkout is of {string.Join(", ", origin)}, not of {release.Repository}",
                folder,
                "move it away, or name its repository with --repository=URL"
            );
        }
    }

    private void RequireClean(CancellationToken cancellation)
    {
        var changes = git.Run(folder, ["status", "--porcelain", "--untracked-files=all"], cancellation);
        if (changes.Count > 0)
        {
            throw new CheckoutNotUsableException(
                "the checkout has changes, which the version of the wheel would bear (.devN+g...d...):\n    "
                    + string.Join("\n    ", changes.Take(Shown))
                    + (changes.Count > Shown ? $"\n    and {changes.Count - Shown} more" : ""),
                folder,
                $"keep what you need, then undo it: git -C '{folder}' stash --include-untracked"
            );
        }
    }

    private void Run(string place, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        report($"git -C {place} {string.Join(' ', arguments)}");
        if (!isPlan)
        {
            git.Run(place, arguments, cancellation);
        }
    }
}
