namespace Wheelhouse.Wheels;

/// <summary>A <c>manifest.json</c> that is not what this version of the library writes.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="path">The manifest.</param>
/// <param name="line">The line, counted from 1; 0 where the fault is of the whole file.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class InvalidManifestException(string what, string path, int line, Exception? cause = null)
    : WheelhouseException(
        what,
        line > 0 ? $"{path}, line {line}" : path,
        "make the folder again with the task that made it; manifests are not written by hand",
        cause
    )
{
    /// <summary>The line, counted from 1; 0 where the fault is of the whole file.</summary>
    public int Line { get; } = line;
}
