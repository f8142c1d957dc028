using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace Wheelhouse.Storage.S3;

/// <summary>Makes the SDK's client. What is repeated, how and when, is decided by <see cref="S3Access"/> alone.</summary>
internal static class S3Client
{
    private const string AnyRegion = "us-east-1";

    public static AmazonS3Client Create(S3Settings settings, string location)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.PathStyle,
            // A conditional write that is repeated unseen answers 412 although its first attempt won.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            ThrottleRetries = false,
            Timeout = Timeout.InfiniteTimeSpan,
            BufferSize = 1 << 20,
            HttpClientFactory = new S3HttpClients(),
        };
        if (settings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            // Few other stores know the SDK's checksums; bodies are signed by their SHA-256.
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.AuthenticationRegion = settings.Region ?? AnyRegion;
        }
        else if (settings.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return settings.Credentials is { } credentials
                ? new SigningKnownBodies(credentials, config)
                : new SigningKnownBodies(config);
        }
        catch (AmazonClientException error)
        {
            throw new StoreRegionException("The bucket's region is not known", location, error);
        }
    }

    /// <summary>The name of the region that a bucket of AWS is looked for in.</summary>
    public static string RegionOf(S3Settings settings) =>
        settings.Region ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? AnyRegion;

    private sealed class SigningKnownBodies : AmazonS3Client
    {
        public SigningKnownBodies(AmazonS3Config config)
            : base(config) { }

        public SigningKnownBodies(AWSCredentials credentials, AmazonS3Config config)
            : base(credentials, config) { }

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.AddHandlerBefore<Signer>(new S3SentBody.Handler());
        }
    }
}
