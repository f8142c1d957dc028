namespace Wheelhouse.Wheels;

/// <summary>What a wheel was built by. Secrets among the arguments are hidden when this is made, so none is ever written down.</summary>
public sealed record BuildProvenance
{
    /// <summary>Describes a build.</summary>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="recipeSha256">The hash of the recipe's file, lower-case hexadecimal.</param>
    /// <param name="imageDigest">The digest of the image that the wheel was taken from or built upon, such as <c>sha256:...</c>.</param>
    /// <param name="commits">The commit of each source by the name of its project.</param>
    /// <param name="arguments">The build arguments by name.</param>
    public BuildProvenance(
        string recipe,
        string recipeSha256,
        string imageDigest,
        IEnumerable<KeyValuePair<string, string>> commits,
        IEnumerable<KeyValuePair<string, string>> arguments
    )
    {
        Recipe = recipe;
        RecipeSha256 = recipeSha256;
        ImageDigest = imageDigest;
        Commits = Sorted(commits);
        Arguments = Sorted(
            arguments.Select(pair =>
                KeyValuePair.Create(pair.Key, Secrets.IsNameOfOne(pair.Key) ? Secrets.Hidden : Secrets.Mask(pair.Value))
            )
        );
    }

    /// <summary>The name of the recipe.</summary>
    public string Recipe { get; }

    /// <summary>The hash of the recipe's file, lower-case hexadecimal.</summary>
    public string RecipeSha256 { get; }

    /// <summary>The digest of the image that the wheel was taken from.</summary>
    public string ImageDigest { get; }

    /// <summary>The commit of each source, in order of its name.</summary>
    public IReadOnlyDictionary<string, string> Commits { get; }

    /// <summary>The build arguments in order of their names, secrets hidden.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; }

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.ToDictionary(), StringComparer.Ordinal);
}
