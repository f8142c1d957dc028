namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>Where the wheel of a package comes from.</summary>
public enum PackageSupply
{
    /// <summary>The recipe's own build makes it.</summary>
    Built,

    /// <summary>The index links to somebody else's file, by its hash.</summary>
    Linked,

    /// <summary>Somebody else's file is copied into the store.</summary>
    Mirrored,
}
