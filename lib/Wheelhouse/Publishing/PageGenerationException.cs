namespace Wheelhouse.Publishing;

/// <summary>A page is newer than the JSON page it is made from: the JSON page went back, which this program never does.</summary>
/// <param name="key">The page's key.</param>
/// <param name="generation">Its generation.</param>
/// <param name="truthKey">The key of the JSON page.</param>
/// <param name="truthGeneration">The JSON page's generation.</param>
/// <param name="location">The store's location.</param>
public sealed class PageGenerationException(
    string key,
    long generation,
    string truthKey,
    long truthGeneration,
    string location
)
    : WheelhouseException(
        $"\"{key}\" is of generation {generation}, and \"{truthKey}\", which it is made from, of generation {truthGeneration}",
        location,
        "The JSON page was replaced by an older one: restore it."
    )
{
    /// <summary>The page's key.</summary>
    public string Key { get; } = key;
}
