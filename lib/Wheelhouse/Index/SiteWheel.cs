using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>A wheel for a site.</summary>
/// <param name="Wheel">The wheel as read from disk.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal, as its manifest gives it; it is not computed again.</param>
public sealed record SiteWheel(WheelFile Wheel, string Sha256)
{
    /// <summary>Where users fetch it from, by http or https, when the index only links to it; null where the index hosts it.</summary>
    public Uri? Link { get; init; }

    /// <summary>The ROCm that it was built with, such as <c>7.1</c>; null where it is not known.</summary>
    public string? Rocm { get; init; }

    /// <summary>What it has GPU code for, such as <c>gfx942</c>; empty where none is known.</summary>
    public IReadOnlyList<string> GpuTargets { get; init; } = [];
}
