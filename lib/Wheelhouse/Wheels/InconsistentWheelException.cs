namespace Wheelhouse.Wheels;

/// <summary>A wheel that says one thing in its file name and another inside; pip and uv discard it.</summary>
/// <param name="what">What disagrees, quoting both.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The member that disagrees with the file name.</param>
public sealed class InconsistentWheelException(string what, string wheel, string member)
    : WheelArchiveException(
        what,
        wheel,
        member,
        "a wheel cannot be renamed by its file name alone: rewrite its version, or take the original file",
        null
    );
