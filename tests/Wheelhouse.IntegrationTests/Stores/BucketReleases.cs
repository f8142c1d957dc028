using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Releases into a bucket, from which pip installs.</summary>
[NonParallelizable]
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
    public async Task What_does_not_work_is_seen_by_nobody_and_may_be_published_again()
    {
        var server = await S3Servers.CephAsync();
        await server.ForbidReadingAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] publish = ["--target=Publish", "--no-index", $"--base-wheels={run["wheels"]}", "--root=thing"];
        var failed = await RunAsync(server, location, run, [.. publish, "--gate=install", "--verify-import=nonsense"]);
        Assert.That(failed.Failed().Text, Does.Contain("nonsense").And.Contain("users see nothing of this publish"));
        Assert.That(await server.KeysAsync(location.Prefix), Has.All.StartsWith("packages/thing/"));

        var published = await RunAsync(server, location, run, [.. publish, "--gate=install", "--verify-import=thing"]);
        Assert.That(
            published.Succeeded().Output,
            Does.Contain("imported: thing").And.Contain("sent 0 wheels and 0 metadata files")
        );
        Assert.That(
            published.Output,
            Does.Match(@"users may not read http://\S+/simple/ \(403\): Setup-Bucket .* --channel=main lets them")
        );
        var keys = await server.KeysAsync(location.Prefix);
        Assert.That(keys, Does.Contain("simple/thing/"));
        Assert.That(keys, Has.None.StartsWith("staging/"));

        // pip says no more than that it found nothing.
        var verified = await RunAsync(server, location, run, ["--target=Verify-Install", "--root=thing"]);
        Assert.That(
            verified.Failed().Text,
            Does.Match(@"hint: users may not read http://\S+/simple/ \(403\): Setup-Bucket with this --store")
        );
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
    ) =>
        Pipeline.RunAsync(
            [
                .. arguments,
                $"--artifacts={run["artifacts"]}",
                $"--store={location}",
                $"--s3-endpoint={server.Endpoint}",
                "--s3-path-style",
            ],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = server.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = server.SecretKey,
            }
        );
}
