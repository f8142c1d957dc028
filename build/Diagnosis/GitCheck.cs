using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether git is there.</summary>
/// <param name="version">The version that git tells; null where there is none.</param>
public sealed class GitCheck(Func<CancellationToken, string?> version) : IMachineCheck
{
    /// <summary>A check of the git on PATH.</summary>
    /// <param name="git">Runs git.</param>
    public static GitCheck Of(GitRunner git) => new(git.Version);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([
            version(cancellation) is { } found
                ? CheckResult.Ok("git", found)
                : CheckResult.Lacking("git", true, "there is none on PATH", "apt-get install git"),
        ]);
}
