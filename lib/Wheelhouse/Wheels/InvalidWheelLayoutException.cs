namespace Wheelhouse.Wheels;

/// <summary>The members of a zip archive do not make a wheel: no or several `*.dist-info` folders, or one of its files is missing.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class InvalidWheelLayoutException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(
        what,
        wheel,
        member,
        "build the wheel again with a tool that follows the wheel standard",
        cause
    );
