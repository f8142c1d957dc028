namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A bucket that users may not read, which a publisher can only tell of: Setup-Bucket lets them.</summary>
[NonParallelizable]
public sealed class UnreadableBuckets
{
    [Test]
    public async Task What_does_not_work_is_seen_by_nobody_and_may_be_published_again()
    {
        var server = await S3Servers.CephAsync();
        await server.ForbidReadingAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        var artifacts = $"--artifacts={run["artifacts"]}";
        string[] publish =
        [
            "--target=Publish",
            "--no-index",
            $"--base-wheels={run["wheels"]}",
            "--root=thing",
            artifacts,
        ];
        var failed = await HostOfBucket.RunAsync(
            server,
            location,
            [.. publish, "--gate=install", "--verify-import=nonsense"]
        );
        Assert.That(failed.Failed().Text, Does.Contain("nonsense").And.Contain("users see nothing of this publish"));
        Assert.That(await server.KeysAsync(location.Prefix), Has.All.StartsWith("packages/thing/"));

        var published = await HostOfBucket.RunAsync(
            server,
            location,
            [.. publish, "--gate=install", "--verify-import=thing"]
        );
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
        var verified = await HostOfBucket.RunAsync(
            server,
            location,
            "--target=Verify-Install",
            "--root=thing",
            artifacts
        );
        Assert.That(
            verified.Failed().Text,
            Does.Match(@"hint: users may not read http://\S+/simple/ \(403\): Setup-Bucket with this --store")
        );
    }
}
