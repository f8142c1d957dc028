namespace Wheelhouse.Build.Tools.Python;

/// <summary>There is no Python that can do the work, or it lacks something.</summary>
public sealed class PythonNotUsableException(string what, string where, string hint)
    : WheelhouseException(what, where, hint);
