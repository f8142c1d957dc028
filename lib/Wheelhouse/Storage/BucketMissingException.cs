namespace Wheelhouse.Storage;

/// <summary>There is no such bucket.</summary>
/// <param name="bucket">Its name.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store said.</param>
public sealed class BucketMissingException(string bucket, string location, Exception cause)
    : WheelhouseException(
        $"There is no bucket \"{bucket}\" here",
        location,
        "Check its name, the endpoint and the region, or make the bucket.",
        cause
    )
{
    /// <summary>The bucket's name.</summary>
    public string Bucket { get; } = bucket;
}
