namespace Wheelhouse.Storage.S3;

/// <summary>One request as errors tell it.</summary>
/// <param name="Action">What is asked.</param>
/// <param name="Key">The key within the store, or the prefix of a listing.</param>
/// <param name="Location">The store.</param>
/// <param name="Now">The time by this machine's clock.</param>
internal sealed record S3Request(S3Action Action, string Key, BucketLocation Location, DateTimeOffset Now)
{
    /// <summary>The key within the bucket.</summary>
    public string FullKey => Location.Prefix + Key;
}
