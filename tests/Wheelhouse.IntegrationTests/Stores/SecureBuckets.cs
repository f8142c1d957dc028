using System.Security.Cryptography.X509Certificates;
using NUnit.Framework.Constraints;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// Releases to buckets behind TLS, as all of AWS are: the SDK signs and frames bodies in another way there than on a connection
/// that others may read.
/// </summary>
public sealed class SecureBuckets
{
    // Two parts.
    private const int Size = 9 << 20;

    [Test]
    public async Task A_release_through_an_https_endpoint_ends_in_an_install()
    {
        var server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        await AssertReleasedAsync(
            server,
            (endpoint, _) => ["--target=Release", $"--s3-endpoint={endpoint}"],
            [],
            Is.Empty
        );
    }

    [Test]
    public async Task The_bodies_that_AWS_gets_arrive_whole()
    {
        // Without an endpoint of ours the SDK does all that it does with AWS: checksums that follow the bodies, in chunks.
        await AssertReleasedAsync(
            await S3Servers.MotoAsync(),
            (endpoint, store) =>
                [
                    "--target=Publish",
                    "--s3-region=us-east-1",
                    $"--public-url={new Uri(endpoint, $"{store.Bucket}/{store.Prefix}")}",
                ],
            new() { ["AWS_ENDPOINT_URL_S3"] = "" },
            Is.Not.Empty
        );
    }

    private static async Task AssertReleasedAsync(
        S3Server server,
        Func<Uri, BucketLocation, string[]> how,
        Dictionary<string, string> variables,
        IResolveConstraint chunked
    )
    {
        using var run = new TemporaryFolder();
        using var certificate = LoopbackCertificate.Create();
        await using var secure = await FaultProxy.StartAsync(server.Endpoint, certificate);
        await File.WriteAllTextAsync(run["certificate.pem"], certificate.ExportCertificatePem());
        var location = S3Server.EmptyStore();
        var wheel = SmallWheel.WriteOfSize(run.Folder("wheels"), "thing", "1.0", "py3-none-any", Size);

        var released = await Pipeline.RunAsync(
            [
                "--no-index",
                $"--base-wheels={run["wheels"]}",
                "--root=thing",
                "--gate=install",
                "--verify-import=thing",
                $"--artifacts={run["artifacts"]}",
                $"--store={location}",
                "--s3-path-style",
                "--s3-part-size=5",
                .. how(secure.Endpoint, location),
            ],
            new(variables.ToDictionary(variable => variable.Key, _ => $"{secure.Endpoint}"))
            {
                ["AWS_ACCESS_KEY_ID"] = server.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = server.SecretKey,
                ["SSL_CERT_FILE"] = run["certificate.pem"],
                ["REQUESTS_CA_BUNDLE"] = run["certificate.pem"],
            }
        );

        Assert.That(released.Succeeded().Output, Does.Contain("imported: thing"));
        Assert.That(secure.RequestsInChunks, chunked);
        Assert.That(secure.Requests, Has.Some.Matches(@"^PUT \S+\.whl\?partNumber=2&"));
        var store = location.Open(server.Settings);
        await using var stored = await store.GetAsync($"packages/thing/{Path.GetFileName(wheel)}", default);
        var sent = await File.ReadAllBytesAsync(wheel);
        Assert.That((await stored!.ReadBytesAsync(sent.Length, default)).AsSpan().SequenceEqual(sent), "other bytes");
    }
}
