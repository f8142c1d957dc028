using Amazon.S3.Model;
using Wheelhouse.Names;
using Wheelhouse.Watching;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>pip installs from a real gateway by each of the addresses that a bucket has.</summary>
public sealed class BucketInstalls
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private static readonly TemporaryFolder Run = new();
    private static readonly string Prefix = $"{Guid.NewGuid():N}/";
    private static S3Server server = null!;
    private static FaultProxy proxy = null!;
    private static Pip pip = null!;

    [OneTimeSetUp]
    public static async Task Publish()
    {
        server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        using (var client = server.Client())
        {
            var website = new WebsiteConfiguration { IndexDocumentSuffix = "index.html" };
            await client.PutBucketWebsiteAsync(S3Server.Bucket, website);
        }

        pip = await Pip.MakeAsync(Run["environment"]);
        // Hosts below the gateway's names have no address here: whoever asks for them asks by a proxy.
        proxy = await FaultProxy.StartAsync(server.Endpoint);
        var wheels = SmallRelease.Write(Run["wheels"], "1.0+rocm7.1");
        var site = await SmallRelease.BuildAsync(wheels, Run["site"]);
        var location = (Storage.BucketLocation)Storage.StoreLocation.Parse($"s3://{S3Server.Bucket}/{Prefix}");
        await SmallRelease.PublishAsync(location.Open(server.Settings), site);
    }

    [OneTimeTearDown]
    public static async Task Stop()
    {
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        Run.Dispose();
    }

    /// <summary>The REST endpoint with the bucket in the path and in the host's name, and the website endpoint.</summary>
    [TestCase("")]
    [TestCase("s3.localhost")]
    [TestCase("s3website.localhost")]
    public async Task From_both_roots_of(string domain)
    {
        foreach (var (root, type) in new[] { ("simple/", "text/html; charset=utf-8"), ("simple-json/", Json) })
        {
            var index =
                domain.Length == 0
                    ? new Uri(server.Endpoint, $"{S3Server.Bucket}/{Prefix}{root}")
                    : new Uri($"http://{S3Server.Bucket}.{domain}/{Prefix}{root}");
            var target = Run.Folder($"{domain} {root}".TrimEnd('/'));
            var through = domain.Length == 0 ? null : proxy.Endpoint;
            var (installed, text) = await pip.InstallAsync(target, index, ["vllm"], through);
            Assert.That(
                installed,
                Is.EqualTo(new[] { "torch-1.0+rocm7.1", "triton-1.0+rocm7.1", "vllm-1.0+rocm7.1" }),
                text
            );
            Assert.That(text, Does.Contain($"Fetched page {index}vllm/ as {type}"));
        }
    }

    [TestCase("simple/")]
    [TestCase("simple-json/")]
    public async Task A_watch_finds_all_that_users_read_as_it_should_be(string root)
    {
        var index = new Uri(server.Endpoint, $"{S3Server.Bucket}/{Prefix}{root}");
        var report = await new IndexWatch(new WatchOptions { ReadsFiles = true }).RunAsync(
            index,
            [ProjectName.Parse("vllm")],
            default
        );
        Assert.That(report.Findings, Is.Empty);
        Assert.That((report.Projects, report.Files, $"{report.Roots[0].Latest}"), Is.EqualTo((3, 3, "1.0+rocm7.1")));
    }
}
