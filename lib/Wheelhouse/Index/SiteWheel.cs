using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>A wheel for a site.</summary>
/// <param name="Wheel">The wheel as read from disk.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal, as its manifest gives it; it is not computed again.</param>
public sealed record SiteWheel(WheelFile Wheel, string Sha256);
