namespace Wheelhouse.Build.Collecting;

/// <summary>pip finds no set of files that meets every requirement.</summary>
/// <param name="what">What is missing or in conflict, with its chain.</param>
/// <param name="command">pip's command, secrets masked.</param>
/// <param name="output">What pip printed.</param>
/// <param name="hint">What the reader can do about it.</param>
public sealed class ResolutionFailedException(
    string what,
    string command,
    IReadOnlyList<string> output,
    string hint =
        "add the missing wheel to a --find-links folder or name an index that has it (--index-url, --extra-index-url)"
)
    : WheelhouseException(
        $"{what}\n  pip's last lines:\n{string.Join('\n', output.TakeLast(12).Select(line => "    " + line))}",
        command,
        hint
    );
