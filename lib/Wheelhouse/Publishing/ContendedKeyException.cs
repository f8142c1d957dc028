namespace Wheelhouse.Publishing;

/// <summary>Others were faster every time that an object was to be written.</summary>
/// <param name="key">The object's key.</param>
/// <param name="attempts">How often it was tried.</param>
/// <param name="location">The store's location.</param>
public sealed class ContendedKeyException(string key, int attempts, string location)
    : WheelhouseException(
        $"\"{key}\" was changed by others at each of {attempts} attempts",
        location,
        "Publish again when fewer publishers run: what was sent stays sent."
    )
{
    /// <summary>The object's key.</summary>
    public string Key { get; } = key;
}
