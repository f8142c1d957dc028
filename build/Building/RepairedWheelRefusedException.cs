namespace Wheelhouse.Build.Building;

/// <summary>auditwheel ended well, but what it left is not the wheel that was given to it, repaired.</summary>
/// <param name="wheel">The wheel that was given.</param>
/// <param name="problems">What is wrong with what it left.</param>
/// <param name="command">The command.</param>
public sealed class RepairedWheelRefusedException(string wheel, IReadOnlyList<string> problems, string command)
    : WheelhouseException(
        $"auditwheel did not leave a sound repaired '{wheel}':\n"
            + string.Join('\n', problems.Select(problem => "    " + problem)),
        command,
        "the wheels are as they were: run the command yourself and look at what it writes; a wheel that needs no repair"
            + " gets its tag by --platform-tag=detect"
    );
