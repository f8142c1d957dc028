namespace Wheelhouse.Wheels;

/// <summary>A wheel is not the file that was planned with: something wrote to it in between.</summary>
/// <param name="wheel">The path of the wheel.</param>
public sealed class WheelChangedException(string wheel)
    : WheelArchiveException(
        "the file changed after it was first read",
        wheel,
        null,
        "plan again, and let nothing write to the wheels meanwhile"
    );
