namespace Wheelhouse.Wheels;

/// <summary>A wheel uses a part of the zip format that installers do not read: encryption, several disks, other compression methods.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class UnsupportedArchiveException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(what, wheel, member, "build the wheel again with stored or deflated members only", cause);
