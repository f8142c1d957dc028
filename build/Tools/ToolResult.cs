namespace Wheelhouse.Build.Tools;

/// <summary>What a program left behind.</summary>
/// <param name="Command">The whole command, secrets masked.</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="StandardOutput">The lines of standard output.</param>
/// <param name="Output">The lines of both streams, in the order in which they came, secrets masked.</param>
public sealed record ToolResult(
    string Command,
    int ExitCode,
    IReadOnlyList<string> StandardOutput,
    IReadOnlyList<string> Output
)
{
    /// <summary>The last line that the program printed, which usually says why it failed.</summary>
    public string LastLine => Output is [.., var last] ? last : "it printed nothing";
}
