using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>A wheel that an installation of the roots takes.</summary>
/// <param name="Wheel">The wheel.</param>
/// <param name="Chain">The shortest way by which a root came to require it.</param>
/// <param name="RequiredBy">Everyone who requires it, one at least.</param>
public sealed record NeededWheel(WheelFile Wheel, RequirementChain Chain, IReadOnlyList<WheelRequirer> RequiredBy);
