using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Storage;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>Two programs that bring files into a bucket of the same server: ours and <c>aws s3</c>.</summary>
internal sealed class Uploader(S3Server server)
{
    private static readonly string[] AwsPrograms = ["aws", "/usr/bin/aws"];
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
        var host = Path.ChangeExtension(typeof(Program).Assembly.Location, null);
        var peak = await RunAsync(host, PublishingProcess.Verb, server.Endpoint.AbsoluteUri, $"{store}", site);
        PeakMemory = Math.Max(PeakMemory, long.Parse(peak, CultureInfo.InvariantCulture));
    }

    /// <summary>Runs <c>aws s3</c>.</summary>
    public Task AwsAsync(params string[] arguments) =>
        RunAsync(aws!, ["--endpoint-url", server.Endpoint.AbsoluteUri, "s3", .. arguments]);

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
