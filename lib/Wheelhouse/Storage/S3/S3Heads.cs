using Amazon.S3.Model;

namespace Wheelhouse.Storage.S3;

/// <summary>What a bucket's answers say of an object.</summary>
internal static class S3Heads
{
    /// <summary>
    /// Metadata that tells one write from all others, so that a write whose answer was lost can be recognised. It is not
    /// shown: equal bytes would do for a file, but not for a page that two publishers changed alike.
    /// </summary>
    public const string Write = "wheelhouse-write";

    private const string Beginning = "x-amz-meta-";

    public static ObjectHead Of(string key, GetObjectMetadataResponse response) =>
        Of(key, response.ETag, response.ContentLength, response.LastModified, response.Headers, response.Metadata);

    public static ObjectHead Of(string key, GetObjectResponse response) =>
        Of(key, response.ETag, response.ContentLength, response.LastModified, response.Headers, response.Metadata);

    public static DateTimeOffset At(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : default;

    // The two answers say the same, and have no type in common.
    private static ObjectHead Of(
        string key,
        string? eTag,
        long size,
        DateTime? lastModified,
        HeadersCollection headers,
        MetadataCollection metadata
    ) =>
        new(
            key,
            S3Errors.RequireETag(eTag),
            size,
            At(lastModified),
            headers.ContentType,
            headers.CacheControl,
            Shown(metadata)
        )
        {
            ContentEncoding = headers.ContentEncoding,
        };

    private static Dictionary<string, string> Shown(MetadataCollection metadata) =>
        metadata
            .Keys.Select(name =>
                (
                    Name: name.StartsWith(Beginning, StringComparison.Ordinal) ? name[Beginning.Length..] : name,
                    Value: metadata[name]
                )
            )
            .Where(row => row.Name != Write)
            .ToDictionary(row => row.Name, row => row.Value);
}
