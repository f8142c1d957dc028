namespace Wheelhouse.Build.Tools.Pip;

/// <summary>pip's report cannot be read.</summary>
public sealed class PipReportException(string reason, string path, Exception? cause = null)
    : WheelhouseException(
        $"pip's report cannot be read: {reason}",
        path,
        "use a pip between 23.0 and the newest (--python=PATH names the interpreter that brings it)",
        cause
    );
