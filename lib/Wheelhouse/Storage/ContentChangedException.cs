namespace Wheelhouse.Storage;

/// <summary>The bytes that were about to be stored are not those that were announced; nothing became visible.</summary>
/// <param name="key">The object's key.</param>
/// <param name="announced">The SHA-256 announced, lower-case hexadecimal.</param>
/// <param name="found">The SHA-256 of the bytes read.</param>
/// <param name="location">The store's location.</param>
public sealed class ContentChangedException(string key, string announced, string found, string location)
    : WheelhouseException(
        $"\"{key}\" was announced with sha256 {announced}, and its bytes have {found}: it was not stored",
        location,
        "The file was changed while it was sent: make it anew, and leave it alone until it is published."
    )
{
    /// <summary>The object's key.</summary>
    public string Key { get; } = key;

    /// <summary>The SHA-256 of the bytes read, lower-case hexadecimal.</summary>
    public string FoundSha256 { get; } = found;
}
