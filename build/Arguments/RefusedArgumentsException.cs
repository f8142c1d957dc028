namespace Wheelhouse.Build.Arguments;

/// <summary>A command line that cannot be meant so; nothing was done.</summary>
/// <param name="problems">Everything that is wrong with it.</param>
public sealed class RefusedArgumentsException(IReadOnlyList<string> problems)
    : WheelhouseException(
        problems.Count == 1 ? problems[0] : "these are refused:\n    " + string.Join("\n    ", problems),
        "arguments and settings",
        "build/README.md says what each argument takes; ./build.cake-frosting without arguments lists the tasks"
    )
{
    /// <summary>Everything that is wrong, one line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
