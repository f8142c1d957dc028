using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Releases into a bucket, from which pip installs.</summary>
public sealed class BucketReleases
{
    [Test]
    public async Task The_readmes_trial_ends_in_an_install_from_a_server_of_this_machine()
    {
        var server = await S3Servers.CephAsync();
        using var run = new TemporaryFolder();
        var bucket = $"trial-{Guid.NewGuid():N}";
        var trial = string.Join('\n', ReadmeTrial().Select(line => InPlace(line, server, bucket, run)));
        var done = await Pipeline.RunAsync(
            "sh",
            ["-ec", trial],
            new Dictionary<string, string> { ["CAKE_WHEELHOUSE_ARTIFACTS"] = run["artifacts"] }
        );
        TestContext.Out.WriteLine(done.Succeeded().Output);
        Assert.That(
            done.Output,
            Does.Contain($"--index-url {server.Endpoint}{bucket}/simple/")
                .And.Contain("keeps conditions (If-None-Match, If-Match)")
                .And.Contain("imported: vllm")
        );
        Assert.That(done.Output, Does.Match(@"Successfully installed .*vllm-\d"));
        Assert.That(done.Text, Does.Not.Contain(server.SecretKey));
    }

    [Test]
    public async Task A_channel_of_a_bucket_ends_in_an_install_from_it()
    {
        var server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] release = ["--target=Release", "--no-index", $"--base-wheels={run["wheels"]}", "--root=thing"];
        var released = await RunAsync(server, location, run, [.. release, "--channel=nightly"]);
        var index = new Uri(location.PublicUrl(server.Settings), "nightly/simple/");
        Assert.That(released.Succeeded().Output, Does.Contain($"pip install thing --index-url {index}"));
        var keys = await server.KeysAsync(location.Prefix);
        Assert.That(keys, Does.Contain("nightly/simple/thing/"));
        Assert.That(keys, Has.None.StartsWith("simple/"));
    }

    [Test]
    public async Task A_plan_needs_no_right_to_write()
    {
        var server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] release = ["--target=Release", "--no-index", $"--base-wheels={run["wheels"]}", "--root=thing"];
        var plan = await RunAsync(server, location, run, [.. release, "--plan"]);
        Assert.That(plan.Succeeded().Output, Does.Contain("thing-1.0-py3-none-any.whl"));
        var store = location.Open(server.Settings);
        Assert.That(await store.ListAsync("", default).AnyAsync(), Is.False);
    }

    [Test]
    public async Task A_store_that_keeps_no_conditions_is_refused_before_anything_is_sent()
    {
        var server = await S3Servers.S3rverAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] release = ["--target=Publish", "--no-index", $"--base-wheels={run["wheels"]}", "--root=thing"];
        var refused = (await RunAsync(server, location, run, release)).Failed();
        Assert.That(refused.Text, Does.Contain("If-None-Match: * is ignored").And.Contain("--unsafe-store"));
        (await RunAsync(server, location, run, [.. release, "--exclusive", "--unsafe-store"])).Succeeded();
    }

    [Test]
    public async Task A_bucket_is_not_served()
    {
        var run = await Pipeline.RunAsync("--target=Serve", "--store=s3://wheels", "--s3-region=eu-north-1");
        Assert.That(run.Failed().Text, Does.Contain("https://wheels.s3.eu-north-1.amazonaws.com/simple/"));
    }

    private static IEnumerable<string> ReadmeTrial() =>
        Documents
            .Lines("README.md")
            .SkipWhile(line => !line.StartsWith("export AWS_ACCESS_KEY_ID=", StringComparison.Ordinal))
            .Take(4);

    private static string InPlace(string line, S3Server server, string bucket, TemporaryFolder run) =>
        Documents
            .WithLauncher(line)
            .Replace("127.0.0.1:9000/trial", $"127.0.0.1:9000/{bucket}", StringComparison.Ordinal)
            .Replace("s3://trial", $"s3://{bucket}", StringComparison.Ordinal)
            .Replace("127.0.0.1:9000", server.Endpoint.Authority, StringComparison.Ordinal)
            .Replace(
                "/tmp/trial",
                run["trial"].Replace(" ", "\\ ", StringComparison.Ordinal),
                StringComparison.Ordinal
            );

    private static Task<Pipeline.Finished> RunAsync(
        S3Server server,
        BucketLocation location,
        TemporaryFolder run,
        params string[] arguments
    ) => HostOfBucket.RunAsync(server, location, [.. arguments, $"--artifacts={run["artifacts"]}"]);
}
