using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>A package that a build is expected to bring; any other is an error.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">How its version is rewritten.</param>
/// <param name="Supply">Where its wheel comes from.</param>
/// <param name="IsRequired">Whether it is an error when the build does not bring it.</param>
public sealed record RecipePackage(ProjectName Project, VersionPolicy Version, PackageSupply Supply, bool IsRequired);
