namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>One <c>docker build</c> that makes wheels.</summary>
/// <param name="Dockerfile">The Dockerfile, relative to the checkout.</param>
/// <param name="Target">Its stage.</param>
/// <param name="Wheels">The folder of the stage's image that holds the wheels.</param>
/// <param name="Arguments">Build arguments by name, in the recipe's order, with placeholders (see <see cref="Placeholders"/>).</param>
/// <param name="Packages">The packages expected.</param>
/// <param name="BaseWheels">Where in the checkout the base wheels are put first; null for the base build itself.</param>
/// <param name="PinBase">What is done about pins on the base wheels; null for the base build itself.</param>
public sealed record RecipeBuild(
    string Dockerfile,
    string Target,
    string Wheels,
    IReadOnlyList<KeyValuePair<string, string>> Arguments,
    IReadOnlyList<RecipePackage> Packages,
    string? BaseWheels,
    BasePins? PinBase
);
