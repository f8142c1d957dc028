namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>How a built wheel comes to its platform tag.</summary>
public enum PlatformTagPolicy
{
    /// <summary>It is computed from what the shared objects need, and written into file name and <c>WHEEL</c>.</summary>
    Detect,

    /// <summary>auditwheel repairs the wheel.</summary>
    Repair,

    /// <summary>It stays as built.</summary>
    None,
}
