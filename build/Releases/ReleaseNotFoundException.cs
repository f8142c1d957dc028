namespace Wheelhouse.Build.Releases;

/// <summary>What is asked for is not in the repository.</summary>
/// <param name="what">What is missing.</param>
/// <param name="repository">The repository.</param>
/// <param name="hint">How to mend it.</param>
public sealed class ReleaseNotFoundException(string what, string repository, string hint)
    : WheelhouseException(what, repository, hint);
