namespace Wheelhouse.Storage;

/// <summary>What an object is stored and served with.</summary>
/// <param name="ContentType">The media type; pip skips pages served as <c>application/octet-stream</c>.</param>
public sealed record ObjectOptions(string ContentType)
{
    /// <summary>The cache rule it is served with; null leaves it to the server.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Names (lower case) and values kept beside the bytes; see <see cref="ObjectMetadata"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
