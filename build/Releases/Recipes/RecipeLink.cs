using Wheelhouse.Names;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>A project whose files the index links to instead of holding them.</summary>
/// <param name="Project">The project.</param>
/// <param name="Index">The index that has its files.</param>
public sealed record RecipeLink(ProjectName Project, Uri Index);
