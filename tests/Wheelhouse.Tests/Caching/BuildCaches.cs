using Wheelhouse.Caching;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.Tests.Caching;

[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class BuildCaches(StoreKind kind) : BuildCacheContract
{
    [Test]
    public async Task A_store_that_cannot_be_read_is_an_error_and_no_miss()
    {
        var failing = new FailingStore(Store, BuildCache.ManifestKey(Key));
        var (folder, manifest) = await BuildAsync("built");
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            new BuildCache(failing).GetAsync(Key, Taken, default)
        );
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            new BuildCache(failing).PutAsync(Key, folder, manifest, null, default)
        );
        await PutAsync(folder, manifest);
        var file = (await KeysAsync()).First(key => key.EndsWith(".whl", StringComparison.Ordinal));
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            new BuildCache(new FailingStore(Store, file)).GetAsync(Key, Taken, default)
        );
    }

    [Test]
    public async Task A_builder_that_is_killed_anywhere_leaves_an_entry_or_none()
    {
        var (folder, manifest) = await BuildAsync("built");
        for (var at = 1; at < 20; at++)
        {
            foreach (var afterwards in new[] { false, true })
            {
                Store = await MakeStoreAsync();
                var cache = new BuildCache(new KilledStore(Store, at, afterwards), 1);
                try
                {
                    await cache.PutAsync(Key, folder, manifest, null, default);
                }
                catch (KilledException)
                {
                    Assert.That((await GetAsync()).IsDamaged, Is.False);
                    Assert.That(await PutAsync(folder, manifest), Is.Not.EqualTo(CachePutResult.FirstStays));
                }

                Assert.That((await GetAsync()).IsHit);
            }
        }
    }

    protected override Task<IObjectStore> MakeStoreAsync() => Task.FromResult(TestStores.Make(kind, Folder));
}
