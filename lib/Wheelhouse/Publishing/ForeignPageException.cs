namespace Wheelhouse.Publishing;

/// <summary>There is a page in the store that was not made from this index's JSON: replacing it could take away what it offers.</summary>
/// <param name="key">The page's key.</param>
/// <param name="truthKey">The key of the JSON page that it should have been made from.</param>
/// <param name="location">The store's location.</param>
public sealed class ForeignPageException(string key, string truthKey, string location)
    : WheelhouseException(
        $"\"{key}\" was not made from \"{truthKey}\": another program wrote it, or the JSON page was lost",
        location,
        "Publish to an empty place, restore the JSON page (Repair does where it can), or remove this page if nothing on it is needed."
    )
{
    /// <summary>The page's key.</summary>
    public string Key { get; } = key;
}
