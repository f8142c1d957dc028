namespace Wheelhouse.Build.Arguments;

/// <summary>A path that should lead to one wheel and does not.</summary>
/// <param name="path">The path.</param>
/// <param name="problem">What is there instead.</param>
public sealed class NotOneWheelException(string path, string problem)
    : WheelhouseException(
        $"one wheel is needed: {problem}",
        path,
        "name the wheel itself, or a folder with that one wheel"
    );
