namespace Wheelhouse.Build.Collecting;

/// <summary>Where dependencies may come from; each member is the option of pip that has its name.</summary>
/// <param name="IndexUrl">The index, possibly with credentials; null is pip's default.</param>
/// <param name="ExtraIndexUrls">Further indexes.</param>
/// <param name="FindLinks">Folders or URLs of pages that list files.</param>
/// <param name="NoIndex">Whether no index at all is asked.</param>
/// <param name="OnlyBinary">`:all:`, `:none:` or names whose source distributions are not taken.</param>
public sealed record PackageSources(
    string? IndexUrl,
    IReadOnlyList<string> ExtraIndexUrls,
    IReadOnlyList<string> FindLinks,
    bool NoIndex,
    string OnlyBinary
)
{
    /// <summary>Whether a source was named, or that no index is to be asked.</summary>
    public bool AnyGiven => IndexUrl is not null || ExtraIndexUrls.Count > 0 || FindLinks.Count > 0 || NoIndex;
}
