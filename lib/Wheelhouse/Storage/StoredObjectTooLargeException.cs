namespace Wheelhouse.Storage;

/// <summary>An object that is read as a whole, such as a page, has more bytes than such an object can have.</summary>
/// <param name="key">The object's key.</param>
/// <param name="location">The store's location.</param>
/// <param name="size">Its size in bytes.</param>
/// <param name="limit">The most bytes that are accepted.</param>
public sealed class StoredObjectTooLargeException(string key, string location, long size, long limit)
    : WheelhouseException(
        $"The object \"{key}\" has {size:N0} bytes; at most {limit:N0} are accepted here",
        location,
        "Something else was stored under the key of a page: move it away."
    );
