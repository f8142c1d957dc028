using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

/// <summary>What every store does, whatever is underneath. A subclass gives an empty store for each test.</summary>
public abstract partial class ObjectStoreContract
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
            // NUnit compares arrays element by element, which takes a second for each ten million.
            Assert.That((await opened!.ReadBytesAsync(size, default)).AsSpan().SequenceEqual(bytes), "other bytes");
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
}
