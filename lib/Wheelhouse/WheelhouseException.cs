namespace Wheelhouse;

/// <summary>The base of every error this library raises on purpose: what is wrong, where, and how to mend it.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="where">The file, member, line or key it was found in.</param>
/// <param name="hint">What the reader can do about it.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public abstract class WheelhouseException(string what, string where, string hint, Exception? cause = null)
    : Exception($"{what}\n  at: {where}\n  hint: {hint}", cause)
{
    /// <summary>What is wrong, quoting the offending text.</summary>
    public string What { get; } = what;

    /// <summary>The file, member, line or key it was found in.</summary>
    public string Where { get; } = where;

    /// <summary>What the reader can do about it.</summary>
    public string Hint { get; } = hint;
}
