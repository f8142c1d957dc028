using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>Who requires a wheel.</summary>
/// <param name="Wheel">The wheel whose metadata says so; null for a root's requirement.</param>
/// <param name="Requirement">What it requires.</param>
public sealed record WheelRequirer(WheelFile? Wheel, Requirement Requirement);
