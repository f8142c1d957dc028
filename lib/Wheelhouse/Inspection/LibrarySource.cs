namespace Wheelhouse.Inspection;

/// <summary>Where a library that a shared object needs comes from.</summary>
public enum LibrarySource
{
    /// <summary>The wheel itself.</summary>
    Wheel,

    /// <summary>The system, by the policy of the platform tag.</summary>
    System,

    /// <summary>An installation of ROCm.</summary>
    Rocm,

    /// <summary>Another wheel, such as torch.</summary>
    OtherWheel,

    /// <summary>None of these: users may not have it.</summary>
    Unknown,
}
