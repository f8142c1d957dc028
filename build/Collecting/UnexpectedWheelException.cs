using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Collecting;

/// <summary>A wheel is not of the project and version that were asked for.</summary>
/// <param name="wheel">The wheel.</param>
/// <param name="expected">The project and version that pip named.</param>
/// <param name="origin">Where it came from.</param>
public sealed class UnexpectedWheelException(WheelFile wheel, string expected, string origin)
    : WheelhouseException(
        $"'{wheel.FileName}' is {wheel.FileName.Project} {wheel.FileName.Version}, not {expected}",
        origin,
        "the source's build names itself differently than the index does: give a wheel of it in a --find-links folder"
    );
