using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A store that answers 200 to everything and keeps no condition.</summary>
public sealed class RefusedStores
{
    private static readonly ObjectOptions Text = new("text/plain");
    private readonly BucketLocation location = S3Server.EmptyStore();

    [Test]
    public async Task Its_lack_of_conditions_is_told()
    {
        var server = await S3Servers.S3rverAsync();
        var abilities = await location.Open(server.Settings).ProbeAsync(default);
        Assert.That(abilities.IsSafe, Is.False);
        Assert.That(abilities.ToString(), Does.Contain("If-None-Match: * is ignored").And.Contain("bodies: plain"));
    }

    [Test]
    public async Task It_is_not_written_to()
    {
        var server = await S3Servers.S3rverAsync();
        var store = location.Open(server.Settings);
        var error = await Assert.ThrowsAsync<UnsafeStoreException>(() =>
            store.PutAsync("a", ObjectContent.FromBytes([1]), Text, PutCondition.None, default)
        );
        Assert.That(error!.Message, Does.Contain("--unsafe-store"));
        Assert.That(await store.GetAsync("a", default), Is.Null);
    }

    [Test]
    public async Task One_publisher_who_says_so_writes_with_conditions_checked_before()
    {
        var server = await S3Servers.S3rverAsync();
        var store = location.Open(server.Settings with { AllowsUnsafeStore = true });
        var first = await PutAsync(store, 1, PutCondition.IfAbsent);
        Assert.That((await PutAsync(store, 2, PutCondition.IfAbsent)).IsWritten, Is.False);
        Assert.That((await PutAsync(store, 3, PutCondition.IfMatch("\"0\""))).IsWritten, Is.False);
        Assert.That((await PutAsync(store, 4, PutCondition.IfMatch(first.ETag!))).IsWritten);
    }

    private static Task<PutResult> PutAsync(IObjectStore store, byte value, PutCondition condition) =>
        store.PutAsync("b", ObjectContent.FromBytes([value]), Text, condition, default);
}
