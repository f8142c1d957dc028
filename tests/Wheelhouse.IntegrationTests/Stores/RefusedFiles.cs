using Wheelhouse.Wheels;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Other bytes under a name that a bucket of a real gateway holds.</summary>
public sealed class RefusedFiles
{
    private const string Wheel = "triton-1.0-py3-none-any.whl";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Are_refused_with_both_hashes_and_nothing_changes(bool isOnPage)
    {
        var server = await S3Servers.CephAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("first"), "triton", "1.0", "py3-none-any");
        var site = await SmallRelease.BuildAsync(run["first"], run["site"]);
        var store = location.Open(server.Settings);
        await SmallRelease.PublishAsync(store, site);
        if (!isOnPage)
        {
            // What a run leaves that was killed before its pages.
            foreach (
                var key in (await server.KeysAsync(location.Prefix)).Where(key =>
                    !key.StartsWith("packages/", StringComparison.Ordinal)
                )
            )
            {
                await store.DeleteAsync(key, default);
            }
        }

        var before = await server.ETagsAsync(location.Prefix);
        SmallRelease.Write(run["second"], "1.0");
        string[] arguments = ["--target=Publish", "--no-index", $"--base-wheels={run["second"]}", "--root=triton"];
        var refused = await HostOfBucket.RunAsync(
            server.AccessKey,
            server.SecretKey,
            server.Endpoint,
            location,
            [.. arguments, $"--artifacts={run["artifacts"]}"]
        );
        var published = await FileSha256.ComputeAsync(run["first", Wheel], default);
        var other = await FileSha256.ComputeAsync(run["second", Wheel], default);
        Assert.That(
            refused.Failed().Error,
            Does.Contain($"{Wheel}: sha256 {published} in the store, {other} in the site")
        );
        var after = await server.ETagsAsync(location.Prefix);
        Assert.That(after, Is.SupersetOf(before));
        Assert.That(after.Pages(), Is.EqualTo(before.Pages()));
    }
}
