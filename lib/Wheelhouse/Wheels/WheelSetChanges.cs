using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>What is to change in the wheels of a set; what is not named stays.</summary>
public sealed record WheelSetChanges
{
    /// <summary>How the version of a project is rewritten.</summary>
    public Func<ProjectName, VersionPolicy> PolicyOf { get; init; } = _ => VersionPolicy.Keep;

    /// <summary>Versions renamed before, whose pins in this set are to follow.</summary>
    public IReadOnlyDictionary<
        (ProjectName Project, PythonVersion Version),
        PythonVersion
    > KnownRenames { get; init; } = new Dictionary<(ProjectName, PythonVersion), PythonVersion>();

    /// <summary>The platform that a wheel is for, such as <c>manylinux_2_35_x86_64</c>; null where it keeps its own.</summary>
    public Func<WheelFile, string?> PlatformOf { get; init; } = _ => null;

    /// <summary>
    /// The pins that a wheel gets as requirements of its own, on projects that it always requires in no way yet (see
    /// <see cref="PinAudit"/>); their versions are those after this rewriting.
    /// </summary>
    public Func<WheelFile, IReadOnlyList<ProjectPin>> PinsOf { get; init; } = _ => [];
}
