using Amazon.S3;
using Amazon.S3.Transfer;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>One file brought to a bucket by a process of its own: by our store, or by the SDK's own way.</summary>
internal static class UploadProcess
{
    public const string Verb = "upload-one-file";
    public const string VerbOfTheSdk = "upload-one-file-by-the-sdk";

    /// <summary>Probes the store and writes the file, if nothing is there, as a publish does with each wheel.</summary>
    /// <param name="endpoint">The server; credentials come from the environment.</param>
    /// <param name="location">The store.</param>
    /// <param name="file">The file.</param>
    public static async Task RunAsync(string endpoint, string location, string file)
    {
        var store = StoreLocation
            .Parse(location)
            .Open(new S3Settings { Endpoint = new Uri(endpoint), PathStyle = true });
        (await store.ProbeAsync(CancellationToken.None)).RequireSafe(location);
        var result = await store.PutAsync(
            Path.GetFileName(file),
            ObjectContent.FromImmutableFile(file),
            new ObjectOptions("application/octet-stream"),
            PutCondition.IfAbsent,
            CancellationToken.None
        );
        if (!result.IsWritten)
        {
            throw new InvalidOperationException($"{location} has {Path.GetFileName(file)} already");
        }
    }

    /// <summary>
    /// The same by TransferUtility with its defaults, apart from the checksums after the bodies, which the gateway would store
    /// with the file.
    /// </summary>
    public static async Task RunSdkAsync(string endpoint, string location, string file)
    {
        using var client = new AmazonS3Client(
            new AmazonS3Config
            {
                ServiceURL = endpoint,
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
                RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
            }
        );
        using var transfer = new TransferUtility(client);
        var store = (BucketLocation)StoreLocation.Parse(location);
        await transfer.UploadAsync(file, store.Bucket, store.Prefix + Path.GetFileName(file));
    }
}
