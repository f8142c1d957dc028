namespace Wheelhouse.Wheels;

/// <summary>A member's name could be written outside the folder of installation, or over another member.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class UnsafeMemberException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(
        what,
        wheel,
        member,
        "do not install this wheel; have its builder name the member by a plain relative path",
        cause
    );
