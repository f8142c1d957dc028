namespace Wheelhouse.Build.Building;

/// <summary>The vLLM wheel is not of the version, or not pinned as the release needs it.</summary>
public sealed class ReleaseNotAsTaggedException(string what, string where, string hint)
    : WheelhouseException(what, where, hint);
