using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

/// <summary>What every store does, whatever is underneath. A subclass gives an empty store for each test.</summary>
public abstract class ObjectStoreContract
{
    private const string Key = "simple-json/torch/index.json";

    private static readonly ObjectOptions Json = new("application/vnd.pypi.simple.v1+json")
    {
        CacheControl = "no-cache",
        Metadata = new Dictionary<string, string> { ["generation"] = "7" },
    };

    protected IObjectStore Store { get; private set; } = null!;

    /// <summary>Makes a new, empty store.</summary>
    protected abstract Task<IObjectStore> MakeStoreAsync();

    /// <summary>Another client of the same store, as a second machine would be.</summary>
    protected abstract IObjectStore AnotherClient();

    [SetUp]
    public async Task MakeStore() => Store = await MakeStoreAsync();

    [Test]
    public async Task An_absent_object_is_null()
    {
        Assert.That(await Store.GetAsync(Key, default), Is.Null);
        Assert.That(await Store.HeadAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task What_is_written_is_read_back()
    {
        var result = await PutAsync(Key, "{}", PutCondition.None);
        Assert.That(result.IsWritten);
        Assert.That(await ReadAsync(Key), Is.EqualTo("{}"));
    }

    [Test]
    public async Task Head_and_get_tell_the_same()
    {
        await PutAsync(Key, "{\"a\": 1}", PutCondition.None);
        var head = (await Store.HeadAsync(Key, default))!;
        await using var opened = (await Store.GetAsync(Key, default))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(head.Key, Is.EqualTo(Key));
            Assert.That(head.Size, Is.EqualTo(8));
            Assert.That(head.ETag, Is.EqualTo(opened.Head.ETag));
            Assert.That(head.Metadata, Is.EqualTo(opened.Head.Metadata));
            Assert.That(head.LastModified, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        }
    }

    [Test]
    public async Task Options_come_back_where_the_store_keeps_them()
    {
        await PutAsync(Key, "{}", PutCondition.None);
        var head = (await Store.HeadAsync(Key, default))!;
        if (Store.KeepsOptions)
        {
            Assert.That(head.ContentType, Is.EqualTo(Json.ContentType));
            Assert.That(head.CacheControl, Is.EqualTo(Json.CacheControl));
            Assert.That(head.Metadata["generation"], Is.EqualTo("7"));
        }
        else
        {
            Assert.That(head.Metadata[ObjectMetadata.Sha256], Is.EqualTo(Sha256("{}")));
        }
    }

    [TestCase("packages/torch/torch-2.9.0+rocm7.1-cp312-cp312-linux_x86_64.whl")]
    [TestCase("packages/torch/torch-1!2.9.0-py3-none-any.whl.metadata")]
    [TestCase("a b/c%2Bd/e&f=g;h,i'j")]
    [TestCase("größe/日本")]
    [TestCase(".hidden/..still/a..b")]
    public async Task A_key_is_kept_as_it_is(string key)
    {
        await PutAsync(key, key, PutCondition.IfAbsent);
        Assert.That(await ReadAsync(key), Is.EqualTo(key));
        Assert.That(await KeysAsync(""), Is.EqualTo(new[] { key }));
    }

    [TestCase("")]
    [TestCase("/absolute")]
    [TestCase("../outside")]
    [TestCase("a/../../outside")]
    [TestCase("a/./b")]
    [TestCase("a//b")]
    [TestCase("a\\..\\b")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    [TestCase("/")]
    [TestCase("a//")]
    [TestCase("../")]
    [TestCase("a/.wheelhouse-lock")]
    [TestCase(".Wheelhouse-new-1/a")]
    [TestCase("a\ud800b")]
    public async Task A_key_that_breaks_the_rules_is_refused_by_every_operation(string key)
    {
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.GetAsync(key, default));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.HeadAsync(key, default));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => PutAsync(key, "x", PutCondition.None));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.DeleteAsync(key, default));
    }

    [TestCase("../")]
    [TestCase("a//")]
    [TestCase("/")]
    [TestCase("a/../")]
    public async Task A_prefix_that_no_key_has_is_refused(string prefix) =>
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => KeysAsync(prefix));

    [Test]
    public async Task A_key_longer_than_any_store_takes_is_refused()
    {
        var key = string.Join('/', Enumerable.Repeat(new string('k', 100), 11));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => PutAsync(key, "x", PutCondition.None));
    }

    [Test]
    public async Task A_key_may_end_in_a_slash_only_where_the_store_says_so()
    {
        if (Store.HasKeysEndingInSlash)
        {
            await PutAsync("simple/torch/", "page", PutCondition.IfAbsent);
            await PutAsync("simple/torch/index.html", "other", PutCondition.IfAbsent);
            Assert.That(await ReadAsync("simple/torch/"), Is.EqualTo("page"));
            Assert.That(await KeysAsync("simple/"), Is.EqualTo(new[] { "simple/torch/", "simple/torch/index.html" }));
        }
        else
        {
            await Assert.ThrowsAsync<InvalidObjectKeyException>(() =>
                PutAsync("simple/torch/", "page", PutCondition.None)
            );
        }
    }

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

    [Test]
    public async Task A_file_is_written_as_it_is_on_disk([Values] bool immutable, [Values(0, 1, 3_000_000)] int size)
    {
        var file = Path.GetTempFileName();
        try
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            await File.WriteAllBytesAsync(file, bytes);
            var content = immutable ? ObjectContent.FromImmutableFile(file) : ObjectContent.FromFile(file);
            var result = await Store.PutAsync("packages/a/a.whl", content, Json, PutCondition.IfAbsent, default);
            var head = await Store.HeadAsync("packages/a/a.whl", default);
            await using var opened = await Store.GetAsync("packages/a/a.whl", default);
            Assert.That(result.ETag, Is.EqualTo(head!.ETag));
            Assert.That(await opened!.ReadBytesAsync(size, default), Is.EqualTo(bytes));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Content_of_another_length_than_announced_is_never_shown()
    {
        var content = ObjectContent.FromStream(() => new MemoryStream("short"u8.ToArray()), 500);
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            Store.PutAsync(Key, content, Json, PutCondition.None, default)
        );
        Assert.That(await Store.GetAsync(Key, default), Is.Null);
    }

    [Test]
    public async Task A_listing_has_the_keys_of_a_prefix_in_ordinal_order()
    {
        string[] keys = ["a/b", "a-b", "a0", "a/b-c", "a/b/c", "b", "a/B"];
        string[] written = Store.HasKeysEndingInSlash ? keys : [.. keys.Where(key => key != "a/b")];
        foreach (var key in written)
        {
            await PutAsync(key, key, PutCondition.None);
        }

        Assert.That(await KeysAsync(""), Is.EqualTo(written.Order(StringComparer.Ordinal)));
        Assert.That(
            await KeysAsync("a/"),
            Is.EqualTo(
                written.Where(key => key.StartsWith("a/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            )
        );
        Assert.That(
            await KeysAsync("a/b"),
            Is.EqualTo(
                written.Where(key => key.StartsWith("a/b", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            )
        );
        Assert.That(await KeysAsync("c"), Is.Empty);
        Assert.That(await KeysAsync("a/b/c/d/e"), Is.Empty);
    }

    [Test]
    public async Task A_listing_tells_sizes()
    {
        await PutAsync(Key, "12345", PutCondition.None);
        var rows = new List<ListedObject>();
        await foreach (var row in Store.ListAsync("", default))
        {
            rows.Add(row);
        }

        Assert.That(rows.Single().Size, Is.EqualTo(5));
        Assert.That(rows.Single().LastModified, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public async Task Deleting_removes_and_deleting_again_is_no_error()
    {
        await PutAsync(Key, "x", PutCondition.None);
        await Store.DeleteAsync(Key, default);
        await Store.DeleteAsync(Key, default);
        Assert.That(await Store.GetAsync(Key, default), Is.Null);
        Assert.That(await KeysAsync(""), Is.Empty);
    }

    [Test]
    public async Task A_larger_object_than_expected_is_refused_before_it_is_read()
    {
        await PutAsync(Key, new string('x', 1000), PutCondition.None);
        await using var opened = (await Store.GetAsync(Key, default))!;
        await Assert.ThrowsAsync<StoredObjectTooLargeException>(() => opened.ReadBytesAsync(999, default));
    }

    [Test]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() =>
            Store.PutAsync(Key, ObjectContent.FromBytes("x"u8.ToArray()), Json, PutCondition.None, cancelled.Token)
        );
        Assert.That(await KeysAsync(""), Is.Empty);
    }

    protected static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected Task<PutResult> PutAsync(string key, string text, PutCondition condition) =>
        PutAsync(Store, key, text, condition);

    protected async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var row in Store.ListAsync(prefix, default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    protected Task<string> ReadAsync(string key) => ReadAsync(Store, key);

    private static async Task<string> ReadAsync(IObjectStore store, string key)
    {
        await using var opened = await store.GetAsync(key, default);
        return Encoding.UTF8.GetString(await opened!.ReadBytesAsync(1 << 20, default));
    }

    private static Task<PutResult> PutAsync(IObjectStore store, string key, string text, PutCondition condition) =>
        store.PutAsync(key, ObjectContent.FromBytes(Encoding.UTF8.GetBytes(text)), Json, condition, default);

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
