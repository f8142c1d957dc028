using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Storage;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>Programs that bring files into a bucket of the same server: ours, <c>aws s3</c> and the SDK.</summary>
internal sealed class Uploader(S3Server server)
{
    private static readonly string[] AwsPrograms = [AwsTools.Aws ?? "aws", "/usr/bin/aws"];
    private string? aws;

    /// <summary>The most memory that one of our publishes took, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>What <c>aws</c> says it is; null when it is not there.</summary>
    public async Task<string?> FindAwsAsync()
    {
        foreach (var program in AwsPrograms)
        {
            if (await OutsideProgram.AnswersAsync(program, "--version"))
            {
                aws = program;
                return (await OutsideProgram.RunAsync(program, "--version")).Split(' ')[0];
            }
        }

        return null;
    }

    /// <summary>Publishes a site.</summary>
    public async Task PublishAsync(StoreLocation store, string site)
    {
        var peak = await RunSelfAsync(PublishingProcess.Verb, store, site);
        PeakMemory = Math.Max(PeakMemory, long.Parse(peak, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes one file to a store.</summary>
    public Task UploadAsync(StoreLocation store, string file) => RunSelfAsync(UploadProcess.Verb, store, file);

    /// <summary>The same by the SDK's TransferUtility.</summary>
    public Task UploadBySdkAsync(StoreLocation store, string file) =>
        RunSelfAsync(UploadProcess.VerbOfTheSdk, store, file);

    /// <summary>Runs <c>aws s3</c>.</summary>
    public Task AwsAsync(params string[] arguments) =>
        RunAsync(aws!, ["--endpoint-url", server.Endpoint.AbsoluteUri, "s3", .. arguments]);

    private Task<string> RunSelfAsync(string verb, StoreLocation store, string path)
    {
        var host = Path.ChangeExtension(typeof(Program).Assembly.Location, null);
        return RunAsync(host, verb, server.Endpoint.AbsoluteUri, $"{store}", path);
    }

    // By env, since both find their credentials there; no profile of the user's has a say.
    private Task<string> RunAsync(string program, params string[] arguments) =>
        OutsideProgram.RunAsync(
            "env",
            [
                $"AWS_ACCESS_KEY_ID={server.AccessKey}",
                $"AWS_SECRET_ACCESS_KEY={server.SecretKey}",
                "AWS_DEFAULT_REGION=us-east-1",
                "AWS_CONFIG_FILE=/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
                program,
                .. arguments,
            ]
        );
}
