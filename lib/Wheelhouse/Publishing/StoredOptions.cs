using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// What files and pages are stored and served with. Files never change and may be kept for ever; pages are asked for again
/// each time, without which some clients assume minutes.
/// </summary>
internal static class StoredOptions
{
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidated = "no-cache";

    public static ObjectOptions Html { get; } = new("text/html; charset=utf-8") { CacheControl = Revalidated };

    public static ObjectOptions Json { get; } =
        new("application/vnd.pypi.simple.v1+json") { CacheControl = Revalidated };

    public static ObjectOptions Record { get; } = new("application/json") { CacheControl = Revalidated };

    public static ObjectOptions Claim { get; } = new("text/plain; charset=utf-8") { CacheControl = Revalidated };

    public static ObjectOptions Description { get; } = new("application/json") { CacheControl = Immutable };

    public static ObjectOptions LockFile { get; } = new("application/toml") { CacheControl = Immutable };

    public static ObjectOptions Wheel(string sha256) => OfFile("application/octet-stream", sha256);

    public static ObjectOptions Metadata(string sha256) => OfFile("text/plain; charset=utf-8", sha256);

    private static ObjectOptions OfFile(string contentType, string sha256) =>
        new(contentType)
        {
            CacheControl = Immutable,
            Metadata = new Dictionary<string, string> { [ObjectMetadata.Sha256] = sha256 },
        };
}
