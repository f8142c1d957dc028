using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A lock file is published beside the record of its run.</summary>
public sealed class PublishedLocks : PublishingFixture
{
    private readonly MemoryObjectStore store = new();

    [Test]
    public async Task A_lock_is_there_before_the_record_that_makes_the_run_official()
    {
        var site = await ReleaseAsync("1.0");
        var record = (await PublishAsync(site)).Record!;
        var key = ReleaseRecords.LockFileKey(record.Run);
        Assert.That(key, Is.EqualTo($"releases/{record.Run}/pylock.toml"));
        Assert.That(
            store.Writes.TakeLast(2).Select(write => write.Key),
            Is.EqualTo(new[] { $"nightly/{key}", $"nightly/releases/{record.Run}.json" })
        );
        Assert.That(await TextAsync(store, $"nightly/{key}"), Is.EqualTo("lock-version = \"1.0\"\n"));
        Assert.That((await store.HeadAsync($"nightly/{key}", default))!.ContentType, Is.EqualTo("application/toml"));

        var writes = store.Writes.Count;
        Assert.That((await PublishAsync(site)).Record, Is.Null);
        Assert.That(store.Writes, Has.Count.EqualTo(writes), "a publish that changes nothing is no release");
    }

    private async Task<PublishResult> PublishAsync(string site)
    {
        var options = new PublisherOptions
        {
            Channel = Channel.Parse("nightly"),
            LockFile = ObjectContent.FromBytes("lock-version = \"1.0\"\n"u8.ToArray()),
        };
        var publisher = new Publisher(store, options);
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }
}
