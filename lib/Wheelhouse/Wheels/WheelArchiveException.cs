namespace Wheelhouse.Wheels;

/// <summary>A file that cannot be trusted as a wheel; its subclasses tell why.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="hint">What the reader can do about it.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public abstract class WheelArchiveException(
    string what,
    string wheel,
    string? member,
    string hint,
    Exception? cause = null
) : WheelhouseException(what, member is null ? wheel : $"{wheel}, member '{MemberNames.Shown(member)}'", hint, cause)
{
    /// <summary>The path of the wheel.</summary>
    public string Wheel { get; } = wheel;

    /// <summary>The name of the member as the archive has it, or null when the fault is of the whole archive.</summary>
    public string? Member { get; } = member;
}
