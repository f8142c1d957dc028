namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>There is no recipe of a name, or no file at a path.</summary>
/// <param name="nameOrPath">What was asked for.</param>
/// <param name="folder">The folder of the shipped recipes.</param>
/// <param name="names">Their names.</param>
/// <param name="meant">The name that may be meant; null where none is near.</param>
public sealed class RecipeNotFoundException(
    string nameOrPath,
    string folder,
    IReadOnlyList<string> names,
    string? meant
)
    : WheelhouseException(
        $"there is no recipe '{nameOrPath}'" + (meant is null ? "" : $"; did you mean '{meant}'?"),
        folder,
        $"--recipe={string.Join('|', names)}, or a path of your own that ends in .json"
    );
