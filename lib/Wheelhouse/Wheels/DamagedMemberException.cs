namespace Wheelhouse.Wheels;

/// <summary>A member's bytes are not what the archive's directory says: CRC, size or deflate stream.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class DamagedMemberException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(
        what,
        wheel,
        member,
        "fetch or build the wheel again; this file was damaged on its way or written wrongly",
        cause
    );
