namespace Wheelhouse.Publishing;

/// <summary>One thing that is not as it should be in a store.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The object's key in the store.</param>
/// <param name="Detail">What was found, for people.</param>
public sealed record Finding(FindingKind Kind, string Key, string Detail)
{
    /// <summary>Whether users meet it; all else costs space alone.</summary>
    public bool IsSeenByUsers => Kind < FindingKind.LostHistory;

    /// <summary>Whether a repair mends it.</summary>
    public bool IsMendable => Kind is FindingKind.StalePage or FindingKind.RestorablePage or FindingKind.LostList;

    /// <summary>Whether it is about a file, or its METADATA, that a page names.</summary>
    internal bool IsFile => Kind is FindingKind.MissingFile or FindingKind.MissingMetadata or FindingKind.DamagedFile;

    /// <summary>The finding as a line for people.</summary>
    public override string ToString() => $"{Key}: {Detail}";
}
