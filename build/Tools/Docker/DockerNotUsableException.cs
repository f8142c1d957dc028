namespace Wheelhouse.Build.Tools.Docker;

/// <summary>There is no Docker that can do the work, or it lacks something.</summary>
public sealed class DockerNotUsableException(string what, string where, string hint)
    : WheelhouseException(what, where, hint);
