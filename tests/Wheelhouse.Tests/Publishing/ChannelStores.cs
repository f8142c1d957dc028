using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A store seen through a channel is a store like any other.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class ChannelStores(StoreKind kind) : ObjectStoreContract
{
    private static readonly Channel Nightly = Channel.Parse("nightly");
    private string folder = "";
    private IObjectStore whole = null!;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Files_are_shared_and_all_else_is_the_channel_s_own()
    {
        string[] keys = ["index.html", "packages/torch/a.whl", "releases/r.json", "simple/index.html"];
        foreach (var key in keys)
        {
            await PutAsync(key, key, PutCondition.None);
        }

        await PutAsync(whole, "nightly/packages/torch/b.whl");
        await PutAsync(whole, "packages-of-others");
        await PutAsync(whole, "rocm7.1/index.html");
        Assert.That(
            await whole.ListAsync("", default).Select(row => row.Key).ToListAsync(),
            Is.EqualTo(
                new[]
                {
                    "nightly/index.html",
                    "nightly/packages/torch/b.whl",
                    "nightly/releases/r.json",
                    "nightly/simple/index.html",
                    "packages-of-others",
                    "packages/torch/a.whl",
                    "rocm7.1/index.html",
                }
            )
        );
        Assert.That(await KeysAsync(""), Is.EqualTo(keys));
        Assert.That(await KeysAsync("p"), Is.EqualTo(new[] { "packages/torch/a.whl" }));
        Assert.That(await KeysAsync("packages/torch/"), Is.EqualTo(new[] { "packages/torch/a.whl" }));
        Assert.That(await KeysAsync("packages/x"), Is.Empty);
        Assert.That(Store.Location, Does.EndWith("(channel nightly)"));
    }

    protected override Task<IObjectStore> MakeStoreAsync()
    {
        folder = Directory.CreateTempSubdirectory("channel-").FullName;
        whole = TestStores.Make(kind, folder);
        return Task.FromResult(AnotherClient());
    }

    protected override IObjectStore AnotherClient() => Nightly.Of(whole);

    private static Task<PutResult> PutAsync(IObjectStore store, string key) =>
        PublishingFixture.PutAsync(store, key, key);
}
