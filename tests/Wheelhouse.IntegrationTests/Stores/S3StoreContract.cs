using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using Wheelhouse.Tests.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The contract of stores, kept by a bucket of a real server.</summary>
public abstract class S3StoreContract : ObjectStoreContract
{
    private BucketLocation location = S3Server.EmptyStore();
    private S3Server server = null!;

    internal abstract Task<S3Server> ServerAsync();

    internal virtual S3Settings SettingsOf(S3Server running) => running.Settings;

    [Test]
    public async Task A_probe_finds_it_safe_and_leaves_nothing()
    {
        var abilities = await Store.ProbeAsync(default);
        TestContext.Out.WriteLine(abilities);
        Assert.That(abilities.Problems, Is.Empty);
        Assert.That(await KeysAsync(""), Is.Empty);
    }

    [Test]
    public async Task A_listing_goes_on_after_a_thousand()
    {
        var keys = Enumerable.Range(0, 1005).Select(number => $"a/{number:D4}").ToList();
        await Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (key, _) => await PutAsync(key, "", PutCondition.None)
        );
        Assert.That(await KeysAsync(""), Is.EqualTo(keys));
    }

    [Test]
    public async Task Bytes_that_are_not_those_announced_are_never_shown()
    {
        var options = new ObjectOptions("application/octet-stream")
        {
            Metadata = new Dictionary<string, string> { [ObjectMetadata.Sha256] = Sha256("announced") },
        };
        foreach (var size in new[] { 9, 20 << 20 })
        {
            var content = ObjectContent.FromBytes(new byte[size]);
            await Assert.ThrowsAsync<ContentChangedException>(() =>
                Store.PutAsync("packages/a/a.whl", content, options, PutCondition.IfAbsent, default)
            );
        }

        Assert.That(Store.ChecksSha256);
        Assert.That(await KeysAsync(""), Is.Empty);
        Assert.That(await server.KeysAsync(location.Prefix), Is.Empty);
    }

    protected override async Task<IObjectStore> MakeStoreAsync()
    {
        server = await ServerAsync();
        location = S3Server.EmptyStore();
        return AnotherClient();
    }

    protected override IObjectStore AnotherClient() => location.Open(SettingsOf(server));
}
