using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>The platform tag that a wheel's shared objects allow.</summary>
/// <param name="Wheel">The wheel.</param>
/// <param name="Platform">The tag, such as <c>manylinux_2_35_x86_64</c>.</param>
/// <param name="Reason">What asks for it, naming object and symbol version or library.</param>
public sealed record DetectedPlatform(WheelFile Wheel, string Platform, string Reason)
{
    /// <summary>Wheel, tag and reason on one line.</summary>
    public override string ToString() => $"{Wheel.FileName}: {Platform}, since {Reason}";
}
