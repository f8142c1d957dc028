namespace Wheelhouse.Wheels;

/// <summary>The zip structure of a wheel is broken, contradicts itself, or could be read in two ways.</summary>
/// <param name="what">What is wrong, quoting the offending text.</param>
/// <param name="wheel">The path of the wheel.</param>
/// <param name="member">The name of the member, or null when the fault is of the whole archive.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class DamagedArchiveException(string what, string wheel, string? member, Exception? cause = null)
    : WheelArchiveException(what, wheel, member, "fetch or build the wheel again; installers refuse it too", cause);
