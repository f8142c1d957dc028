namespace Wheelhouse.Storage;

/// <summary>The region of a bucket is not known, or is another one.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store or its client said.</param>
public sealed class StoreRegionException(string problem, string location, Exception? cause)
    : WheelhouseException(
        problem,
        location,
        "Name the bucket's region with --s3-region or AWS_REGION, or another endpoint with --s3-endpoint.",
        cause
    );
