using Wheelhouse.Names;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>The repository that is released.</summary>
/// <param name="Repository">Its clone address, as git takes it.</param>
/// <param name="Project">The project that its wheel is of.</param>
/// <param name="Release"><c>latest</c>, or a tag, branch or commit.</param>
/// <param name="TagPrefix">What the tag of a release has before its version; may be empty.</param>
public sealed record RecipeSource(string Repository, ProjectName Project, string Release, string TagPrefix)
{
    /// <summary>The word for the newest official release.</summary>
    public const string Latest = "latest";
}
