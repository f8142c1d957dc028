using Amazon.Runtime;

namespace Wheelhouse.Storage.S3;

/// <summary>How buckets are reached and how hard. What is left out comes from the SDK's own chain: environment, profile, role.</summary>
public sealed record S3Settings
{
    /// <summary>The address of the service; null for AWS.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for; null for the SDK's own choice, or <c>us-east-1</c> with an endpoint.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket stands in the path of URLs, and not in the host's name.</summary>
    public bool PathStyle { get; init; }

    /// <summary>How bodies travel.</summary>
    public S3Bodies Bodies { get; init; }

    /// <summary>Whether a store is written to that the probe found unsafe; its missing conditions are then checked before each write.</summary>
    public bool AllowsUnsafeStore { get; init; }

    /// <summary>
    /// The bytes of a part; larger objects are sent in parts. At least 5 MiB, which is S3's own limit; a file of more than
    /// 10,000 such parts gets larger ones.
    /// </summary>
    public int PartSize { get; init; } = 16 << 20;

    /// <summary>How many parts, or objects of more than a few pages, are in memory and on their way at once.</summary>
    public int ParallelParts { get; init; } = 8;

    /// <summary>How often a request is tried before its failure counts.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>The longest wait before the second attempt; it doubles with each further one, up to 20 seconds.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a request may take; to this comes the time for its bytes at 64 KiB/s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How old the parts of a killed run may get: the next upload in parts removes older ones.</summary>
    public TimeSpan OldAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The credentials; null for those that the SDK finds by itself.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Where the jitter of the waits comes from.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The clock that the waits run by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
