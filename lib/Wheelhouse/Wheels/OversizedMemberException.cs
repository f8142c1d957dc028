namespace Wheelhouse.Wheels;

/// <summary>A member that is read into memory is, or says it is, larger than any honest wheel's.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class OversizedMemberException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(
        what,
        wheel,
        member,
        "do not install this wheel; a member of this size here is a fault or an attack",
        cause
    );
