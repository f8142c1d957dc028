namespace Wheelhouse.Storage;

/// <summary>A row of a store's listing.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="Size">In bytes.</param>
/// <param name="LastModified">When the object was written, by the store's clock.</param>
public sealed record ListedObject(string Key, long Size, DateTimeOffset LastModified)
{
    /// <summary>The store's mark of its content, as in <see cref="ObjectHead.ETag"/>; null where listings do not tell.</summary>
    public string? ETag { get; init; }
}
