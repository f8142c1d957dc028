using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Storage;

/// <summary>Where a store is, as a URL: a <see cref="FolderLocation"/> or a <see cref="BucketLocation"/>.</summary>
public abstract record StoreLocation
{
    private const string Supported = "a store is s3://BUCKET/PREFIX, or file:///DIR with an absolute path";

    private protected StoreLocation() { }

    /// <summary>Reads a location, or throws with the reason.</summary>
    /// <exception cref="InvalidStoreLocationException">The scheme is not supported, or what follows it is not valid.</exception>
    public static StoreLocation Parse(string text) =>
        Read(text, out var location) is { } problem
            ? throw new InvalidStoreLocationException(text, problem, Supported)
            : location!;

    /// <summary>Reads a location; false where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StoreLocation? location)
    {
        location = null;
        return text is not null && Read(text, out location) is null && location is not null;
    }

    /// <summary>The location of a folder.</summary>
    /// <param name="folder">Its path; a relative one is taken from the current folder.</param>
    public static FolderLocation OfFolder(string folder) => new(folder);

    /// <summary>Opens the store. Nothing is read or written yet.</summary>
    /// <param name="settings">How a bucket is reached; a folder needs none of it.</param>
    /// <exception cref="StoreRegionException">A bucket's region is known neither from the settings nor from the environment.</exception>
    public abstract IObjectStore Open(S3Settings settings);

    // The reason why the text is no location, or null with the location.
    private static string? Read(string text, out StoreLocation? location)
    {
        location = null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return "it has no scheme";
        }

        var (scheme, rest) = (text[..colon], text[(colon + 3)..]);
        return scheme.ToLowerInvariant() switch
        {
            "file" => FolderLocation.Read(rest, out location),
            "s3" => BucketLocation.Read(rest, out location),
            _ => $"the scheme \"{scheme}\" is not supported",
        };
    }
}
