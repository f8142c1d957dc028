using System.Text;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

public abstract partial class ObjectStoreContract
{
    [Test]
    public async Task If_absent_writes_once()
    {
        var first = await PutAsync(Key, "first", PutCondition.IfAbsent);
        var second = await PutAsync(Key, "second", PutCondition.IfAbsent);
        Assert.That(first.IsWritten);
        Assert.That(second.IsWritten, Is.False);
        Assert.That(await ReadAsync(Key), Is.EqualTo("first"));
    }

    [Test]
    public async Task If_match_writes_over_what_was_read()
    {
        await PutAsync(Key, "first", PutCondition.IfAbsent);
        var read = (await Store.HeadAsync(Key, default))!;
        var second = await PutAsync(Key, "second", PutCondition.IfMatch(read.ETag));
        Assert.That(second.IsWritten);
        Assert.That(await ReadAsync(Key), Is.EqualTo("second"));
    }

    [Test]
    public async Task The_etag_of_a_write_is_the_etag_of_the_next_read()
    {
        var written = await PutAsync(Key, "first", PutCondition.IfAbsent);
        Assert.That((await Store.HeadAsync(Key, default))!.ETag, Is.EqualTo(written.ETag));
        written = await PutAsync(Key, "second", PutCondition.IfMatch(written.ETag!));
        Assert.That((await Store.HeadAsync(Key, default))!.ETag, Is.EqualTo(written.ETag));
    }

    [Test]
    public async Task If_match_leaves_what_changed_since()
    {
        var first = await PutAsync(Key, "first", PutCondition.IfAbsent);
        await PutAsync(Key, "second", PutCondition.None);
        var third = await PutAsync(Key, "third", PutCondition.IfMatch(first.ETag!));
        Assert.That(third.IsWritten, Is.False);
        Assert.That(await ReadAsync(Key), Is.EqualTo("second"));
    }

    [Test]
    public async Task If_match_never_creates()
    {
        var first = await PutAsync(Key, "first", PutCondition.IfAbsent);
        await Store.DeleteAsync(Key, default);
        var second = await PutAsync(Key, "second", PutCondition.IfMatch(first.ETag!));
        Assert.That(second.IsWritten, Is.False);
        Assert.That(await Store.GetAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task Of_racing_creators_exactly_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = $"packages/p/{round}.whl";
            var results = await RaceAsync(
                (client, number) => PutAsync(client, key, $"{number}", PutCondition.IfAbsent)
            );
            Assert.That(results.Count(result => result.IsWritten), Is.EqualTo(1));
            var winner = results.FindIndex(result => result.IsWritten);
            Assert.That(await ReadAsync(key), Is.EqualTo($"{winner}"));
        }
    }

    [Test]
    public async Task Of_racing_replacers_exactly_one_wins()
    {
        var eTag = (await PutAsync(Key, "start", PutCondition.IfAbsent)).ETag!;
        for (var round = 0; round < 20; round++)
        {
            var results = await RaceAsync(
                (client, number) => PutAsync(client, Key, $"{round}/{number}", PutCondition.IfMatch(eTag))
            );
            Assert.That(results.Count(result => result.IsWritten), Is.EqualTo(1));
            eTag = results.Single(result => result.IsWritten).ETag!;
        }
    }

    [Test]
    public async Task A_counter_raised_by_compare_and_swap_loses_no_step()
    {
        await PutAsync(Key, "0", PutCondition.IfAbsent);
        await RaceAsync(
            async (client, _) =>
            {
                for (var step = 0; step < 10; step++)
                {
                    await RaiseAsync(client);
                }

                return PutResult.ConditionFailed;
            }
        );
        Assert.That(await ReadAsync(Key), Is.EqualTo("80"));
    }

    [Test]
    public async Task A_reader_meets_whole_objects_while_they_are_replaced()
    {
        var texts = new[] { new string('a', 100_000), new string('b', 50_000) };
        await PutAsync(Key, texts[0], PutCondition.None);
        var writing = Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++)
            {
                await PutAsync(Key, texts[round % 2], PutCondition.None);
            }
        });
        while (!writing.IsCompleted)
        {
            Assert.That(texts, Does.Contain(await ReadAsync(Key)));
        }

        await writing;
    }

    private static async Task RaiseAsync(IObjectStore store)
    {
        while (true)
        {
            await using var opened = (await store.GetAsync(Key, default))!;
            var value = int.Parse(Encoding.UTF8.GetString(await opened.ReadBytesAsync(20, default)), null);
            if ((await PutAsync(store, Key, $"{value + 1}", PutCondition.IfMatch(opened.Head.ETag))).IsWritten)
            {
                return;
            }
        }
    }

    private async Task<List<PutResult>> RaceAsync(Func<IObjectStore, int, Task<PutResult>> run)
    {
        var racers = Enumerable.Range(0, 8).Select(number => Task.Run(() => run(AnotherClient(), number)));
        return [.. await Task.WhenAll(racers)];
    }
}
