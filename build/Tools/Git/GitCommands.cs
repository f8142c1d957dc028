namespace Wheelhouse.Build.Tools.Git;

/// <summary>The arguments of git's commands, under the names that Cake.Git gives them.</summary>
public static class GitCommands
{
    /// <summary>Tags and branches of a repository elsewhere.</summary>
    /// <param name="repository">Its address.</param>
    public static IReadOnlyList<string> GitListRemote(string repository) =>
        ["ls-remote", "--tags", "--heads", "--", repository];

    /// <summary>The address that a checkout was cloned from.</summary>
    public static IReadOnlyList<string> GitOrigin() => ["config", "--get-all", "remote.origin.url"];

    /// <summary>Clones a repository with all its tags, without contents of files where the server can leave them out.</summary>
    /// <param name="repository">Its address.</param>
    /// <param name="folder">The folder to clone into.</param>
    public static IReadOnlyList<string> GitClone(string repository, string folder) =>
        ["clone", "--quiet", "--filter=blob:none", "--no-checkout", "--origin", "origin", "--", repository, folder];

    /// <summary>Fetches all branches and tags; a tag that moved moves here too.</summary>
    public static IReadOnlyList<string> GitFetch() => ["fetch", "--quiet", "--force", "--tags", "origin"];

    /// <summary>Fetches one commit.</summary>
    /// <param name="commit">The commit.</param>
    public static IReadOnlyList<string> GitFetch(string commit) => ["fetch", "--quiet", "origin", commit];

    /// <summary>Checks a commit out, on no branch.</summary>
    /// <param name="commit">The commit.</param>
    public static IReadOnlyList<string> GitCheckout(string commit) => ["checkout", "--quiet", "--detach", commit];

    /// <summary>The commit that is checked out.</summary>
    public static IReadOnlyList<string> GitHead() => ["rev-parse", "--verify", "HEAD"];

    /// <summary>The commit of a tag.</summary>
    /// <param name="tag">The tag.</param>
    public static IReadOnlyList<string> GitCommitOf(string tag) =>
        ["rev-parse", "--verify", $"refs/tags/{tag}^{{commit}}"];

    /// <summary>Whether a commit is there.</summary>
    /// <param name="commit">The commit.</param>
    public static IReadOnlyList<string> GitHas(string commit) => ["cat-file", "-e", $"{commit}^{{commit}}"];

    /// <summary>What is changed; nothing of what git ignores.</summary>
    public static IReadOnlyList<string> GitStatus() => ["status", "--porcelain"];

    /// <summary>What is changed, each new file by its name.</summary>
    public static IReadOnlyList<string> GitStatusOfAll() => ["status", "--porcelain", "--untracked-files=all"];

    /// <summary>Where the file is that names what git ignores in one checkout alone.</summary>
    public static IReadOnlyList<string> GitExcludeFile() => ["rev-parse", "--git-path", "info/exclude"];

    /// <summary>Checks the submodules out that the commit names.</summary>
    public static IReadOnlyList<string> GitSubmoduleUpdate() =>
        ["submodule", "--quiet", "update", "--init", "--recursive"];
}
