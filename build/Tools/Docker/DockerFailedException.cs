using System.Globalization;

namespace Wheelhouse.Build.Tools.Docker;

/// <summary>A docker command ended with an error.</summary>
/// <param name="result">What it left behind.</param>
/// <param name="log">The file that has its whole output; null where the error shows it all.</param>
/// <param name="hint">What the reader can do about it.</param>
public sealed class DockerFailedException(ToolResult result, string? log, string hint)
    : WheelhouseException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"docker failed with exit code {result.ExitCode}; its last lines:\n{Tail(result.Output)}"
        ),
        log is null ? result.Command : $"{result.Command}\n  log: {log}",
        hint
    )
{
    private const int TailLines = 40;

    private static string Tail(IReadOnlyList<string> output) =>
        string.Join('\n', output.TakeLast(TailLines).Select(line => "    " + line));
}
