using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Caching;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>One image to build, and the wheels that come out of it.</summary>
/// <param name="Image">The name that the image gets.</param>
/// <param name="Dockerfile">The Dockerfile, below the checkout.</param>
/// <param name="Target">The stage to build.</param>
/// <param name="Arguments">Its build arguments.</param>
/// <param name="Wheels">The folder of the image that has the wheels.</param>
/// <param name="Packages">What it makes wheels of.</param>
public sealed record ImageBuild(
    string Image,
    string Dockerfile,
    string Target,
    IReadOnlyList<KeyValuePair<string, string>> Arguments,
    string Wheels,
    IReadOnlyList<RecipePackage> Packages
)
{
    /// <summary>The key of all that goes into it; null where that is not known.</summary>
    public BuildCacheKey? Key { get; init; }

    /// <summary>Makes sure that what was built is what was expected: one wheel of each package, and nothing else.</summary>
    /// <param name="wheels">What was built.</param>
    /// <exception cref="WheelsNotAsExpectedException">A package is missing, unexpected or there twice.</exception>
    public void Check(IReadOnlyCollection<WheelFile> wheels)
    {
        var built = wheels.ToLookup(wheel => wheel.FileName.Project);
        string[] problems =
        [
            .. Packages
                .Where(package => package.IsRequired && !built.Contains(package.Project))
                .Select(package => $"{package.Project} is missing"),
            .. built
                .Where(group => Packages.All(package => package.Project != group.Key))
                .Select(group => $"{Names(group)} is unexpected"),
            .. built
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key} is there {group.Count()} times: {Names(group)}"),
        ];
        if (problems.Length > 0)
        {
            throw new WheelsNotAsExpectedException(
                problems,
                $"{Image}:{Wheels}",
                [.. Packages.Select(package => package.Project)]
            );
        }
    }

    private static string Names(IEnumerable<WheelFile> wheels) =>
        string.Join(", ", wheels.Select(wheel => $"{wheel.FileName}"));
}
