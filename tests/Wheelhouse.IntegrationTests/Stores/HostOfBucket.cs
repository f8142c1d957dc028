using System.Diagnostics;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The pipeline with a bucket of a test server as its store.</summary>
internal static class HostOfBucket
{
    public static Task<Pipeline.Finished> RunAsync(
        string accessKey,
        string secretKey,
        Uri endpoint,
        BucketLocation location,
        params string[] arguments
    ) => Pipeline.RunAsync(Arguments(endpoint, location, arguments), Credentials(accessKey, secretKey));

    public static Task<Pipeline.Finished> RunAsync(
        S3Server server,
        BucketLocation location,
        params string[] arguments
    ) => RunAsync(server.AccessKey, server.SecretKey, server.Endpoint, location, arguments);

    public static Process Start(S3Server server, Uri endpoint, BucketLocation location, params string[] arguments) =>
        Pipeline.Start(Arguments(endpoint, location, arguments), Credentials(server.AccessKey, server.SecretKey));

    private static string[] Arguments(Uri endpoint, BucketLocation location, string[] arguments) =>
        [.. arguments, $"--store={location}", $"--s3-endpoint={endpoint}", "--s3-path-style"];

    private static Dictionary<string, string> Credentials(string accessKey, string secretKey) =>
        new() { ["AWS_ACCESS_KEY_ID"] = accessKey, ["AWS_SECRET_ACCESS_KEY"] = secretKey };
}
