namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>An option stands above a recipe that has no place for it: the build would be the same without it.</summary>
/// <param name="recipe">The recipe's name.</param>
/// <param name="unused">Each option as given, such as <c>--rocm-version=7.2</c>, with the placeholder that it fills in.</param>
public sealed class OverrideNotUsedException(string recipe, IReadOnlyList<KeyValuePair<string, string>> unused)
    : WheelhouseException(
        string.Join(
            '\n',
            unused.Select(pair =>
                $"{pair.Key} would change nothing: neither the base image nor a build argument of the recipe has {{{pair.Value}}}"
            )
        ),
        $"the recipe {recipe}",
        "leave it out, or write the placeholder where the recipe's file has the value, such as "
            + "\"PYTORCH_ROCM_ARCH\": \"{rocmArchitectures}\" (build/recipes/recipe.schema.json)"
    );
