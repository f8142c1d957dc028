using System.Globalization;

namespace Wheelhouse.Build.Tools;

/// <summary>A program that we ran ended with an error.</summary>
/// <param name="program">The program's name.</param>
/// <param name="command">The whole command, secrets masked.</param>
/// <param name="exitCode">The exit code of the program.</param>
/// <param name="output">What the program printed, both streams in order, secrets masked.</param>
/// <param name="hint">What the reader can do about it.</param>
public sealed class ToolFailedException(
    string program,
    string command,
    int exitCode,
    IReadOnlyList<string> output,
    string hint
)
    : WheelhouseException(
        string.Create(CultureInfo.InvariantCulture, $"{program} failed with exit code {exitCode}:\n{Tail(output)}"),
        command,
        hint
    )
{
    private const int TailLines = 20;

    /// <summary>The whole output, line by line.</summary>
    public IReadOnlyList<string> Output { get; } = output;

    private static string Tail(IReadOnlyList<string> output) =>
        string.Join('\n', output.TakeLast(TailLines).Select(line => "    " + line));
}
