using Wheelhouse.Names;

namespace Wheelhouse.Build.Building;

/// <summary>A package that a build makes a wheel of.</summary>
/// <param name="Project">Its name.</param>
/// <param name="IsRequired">Whether the build must make it.</param>
public sealed record ExpectedPackage(ProjectName Project, bool IsRequired);
