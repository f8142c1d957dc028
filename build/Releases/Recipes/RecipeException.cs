namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>A recipe that cannot be meant so.</summary>
/// <param name="path">The recipe's file.</param>
/// <param name="problems">Everything that is wrong with it.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class RecipeException(string path, IReadOnlyList<RecipeProblem> problems, Exception? cause = null)
    : WheelhouseException(
        "the recipe cannot be used (line:column key):\n    " + string.Join("\n    ", problems),
        path,
        "build/recipes/recipe.schema.json describes every key; an editor that knows JSON schemas shows mistakes as you type",
        cause
    )
{
    /// <summary>Everything that is wrong, in the file's order.</summary>
    public IReadOnlyList<RecipeProblem> Problems { get; } = problems;
}
