namespace Wheelhouse.Build.Artifacts;

/// <summary>A task needs something that it was not given.</summary>
/// <param name="what">What is needed.</param>
/// <param name="where">The argument or path.</param>
/// <param name="hint">How to give it.</param>
public sealed class InputNeededException(string what, string where, string hint)
    : WheelhouseException(what, where, hint);
