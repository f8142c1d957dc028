namespace Wheelhouse.Storage;

/// <summary>What a store knows of an object without its bytes.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="ETag">The store's mark of this content, to be given back as it is in <see cref="PutCondition.IfMatch"/>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="LastModified">When the object was written, by the store's clock.</param>
/// <param name="ContentType">The media type it is served with; null where the store does not keep it.</param>
/// <param name="CacheControl">The cache rule it is served with; null where there is none or the store does not keep it.</param>
/// <param name="Metadata">Names (lower case) and values; see <see cref="ObjectMetadata"/>.</param>
public sealed record ObjectHead(
    string Key,
    string ETag,
    long Size,
    DateTimeOffset LastModified,
    string? ContentType,
    string? CacheControl,
    IReadOnlyDictionary<string, string> Metadata
)
{
    /// <summary>The content coding that it is served with; null when there is none.</summary>
    public string? ContentEncoding { get; init; }
}
