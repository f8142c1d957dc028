namespace Wheelhouse.Wheels;

/// <summary>How firmly a wheel requires one version of a project.</summary>
public enum PinStrength
{
    /// <summary>It is not required, or under a marker or by an extra alone.</summary>
    Missing,

    /// <summary>The version will do, and others will too.</summary>
    Loose,

    /// <summary>The version and no other one.</summary>
    Exact,

    /// <summary>Something else is required, by its version or a URL: the version will not do.</summary>
    Contradicted,
}
