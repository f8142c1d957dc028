using System.Text.RegularExpressions;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Storage;

/// <summary>A store in a bucket, or below a prefix of it: <c>s3://BUCKET/PREFIX</c>. The prefix is written as it is, not percent-encoded.</summary>
public sealed partial record BucketLocation : StoreLocation
{
    private BucketLocation(string bucket, string prefix) => (Bucket, Prefix) = (bucket, prefix);

    /// <summary>The bucket's name.</summary>
    public string Bucket { get; }

    /// <summary>What all keys of the store begin with in the bucket: empty, or ending in a slash.</summary>
    public string Prefix { get; }

    /// <inheritdoc />
    public override IObjectStore Open(S3Settings settings) => new S3ObjectStore(this, settings);

    /// <summary>
    /// Where the store's objects are read without credentials if its owner allows that, ending in a slash; a website
    /// endpoint or a CDN in front of the bucket has an address of its own.
    /// </summary>
    /// <param name="settings">How the bucket is reached.</param>
    public Uri PublicUrl(S3Settings settings)
    {
        var endpoint = settings.Endpoint ?? new Uri($"https://s3.{S3Client.RegionOf(settings)}.amazonaws.com");
        var host = settings.PathStyle ? $"{endpoint.Authority}/{Bucket}" : $"{Bucket}.{endpoint.Authority}";
        var path = string.Join('/', Prefix.Split('/').Select(Uri.EscapeDataString));
        return new Uri($"{endpoint.Scheme}://{host}/{path}");
    }

    /// <summary>The location as a URL, which <see cref="StoreLocation.Parse"/> reads back.</summary>
    public override string ToString() => $"s3://{Bucket}/{Prefix}".TrimEnd('/');

    // The reason why what follows the scheme is no bucket, or null with the location.
    internal static string? Read(string path, out StoreLocation? location)
    {
        location = null;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (bucket, prefix) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        if (!BucketForm().IsMatch(bucket))
        {
            return $"\"{bucket}\" is no bucket's name: it has 3 to 63 letters, digits, dots and hyphens";
        }

        if (prefix.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return "a prefix has no ? and no #";
        }

        var parts = prefix.EndsWith('/') ? prefix[..^1] : prefix;
        if (prefix.Length > 0 && ObjectKey.ProblemOf(parts) is { } problem)
        {
            return $"of its prefix: {problem}";
        }

        location = new BucketLocation(bucket, parts.Length == 0 ? "" : parts + "/");
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]\z")]
    private static partial Regex BucketForm();
}
