using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

public sealed class FileObjectStores : ObjectStoreContract
{
    private string outside = "";
    private string folder = "";

    protected override Task<IObjectStore> MakeStoreAsync()
    {
        outside = Directory.CreateTempSubdirectory("file-store-").FullName;
        folder = Path.Combine(outside, "store");
        return Task.FromResult(AnotherClient());
    }

    protected override IObjectStore AnotherClient() => new FileObjectStore(folder);

    [TearDown]
    public void RemoveFolder() => Directory.Delete(outside, recursive: true);

    [Test]
    public async Task Reading_makes_nothing()
    {
        Assert.That(await Store.GetAsync("simple/index.html", default), Is.Null);
        Assert.That(await KeysAsync(""), Is.Empty);
        Assert.That(folder, Does.Not.Exist);
    }

    [Test]
    public async Task Nothing_but_objects_and_the_lock_is_left_in_the_folder()
    {
        await PutAsync("a/b", "1", PutCondition.IfAbsent);
        await PutAsync("a/b", "2", PutCondition.IfAbsent);
        await PutAsync("a/b", "3", PutCondition.IfMatch("stale"));
        await PutAsync("a/b", "4", PutCondition.None);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
        Assert.That(
            files.Select(file => Path.GetRelativePath(folder, file)),
            Is.EquivalentTo(new[] { ".wheelhouse-lock", "a/b" })
        );
        Assert.That(await KeysAsync(""), Is.EqualTo(new[] { "a/b" }));
    }

    [Test]
    public async Task An_immutable_file_is_shared_and_not_copied()
    {
        var wheel = Path.Combine(outside, "a.whl");
        await File.WriteAllTextAsync(wheel, "bytes");
        await PutFileAsync("packages/a/a.whl", ObjectContent.FromImmutableFile(wheel), PutCondition.IfAbsent);
        // Only a test writes through one name to see whether the other shares its bytes.
        await File.AppendAllTextAsync(wheel, "!");
        Assert.That(await ReadAsync("packages/a/a.whl"), Is.EqualTo("bytes!"));
    }

    [Test]
    public async Task A_file_that_may_change_is_copied()
    {
        var page = Path.Combine(outside, "index.html");
        await File.WriteAllTextAsync(page, "page");
        await PutFileAsync("index.html", ObjectContent.FromFile(page), PutCondition.IfAbsent);
        await File.AppendAllTextAsync(page, "!");
        Assert.That(await ReadAsync("index.html"), Is.EqualTo("page"));
    }

    [Test]
    public async Task A_file_on_another_device_is_copied()
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Ignore($"there is no {OtherDevice} here");
        }

        var wheel = Path.Combine(OtherDevice, Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(wheel, "bytes");
            await PutFileAsync("packages/a/a.whl", ObjectContent.FromImmutableFile(wheel), PutCondition.IfAbsent);
            Assert.That(await ReadAsync("packages/a/a.whl"), Is.EqualTo("bytes"));
        }
        finally
        {
            File.Delete(wheel);
        }
    }

    [Test]
    public async Task A_killed_writers_file_is_not_listed_and_goes_when_it_is_old()
    {
        await PutAsync("a/b", "1", PutCondition.None);
        var young = Path.Combine(folder, "a", ".wheelhouse-new-young");
        var old = Path.Combine(folder, "a", ".wheelhouse-new-old");
        await File.WriteAllTextAsync(young, "half");
        await File.WriteAllTextAsync(old, "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Assert.That(await KeysAsync(""), Is.EqualTo(new[] { "a/b" }));
        var unfinished = await Store.ListUnfinishedAsync(default).ToListAsync();
        Assert.That(
            unfinished.Select(row => (row.Key, row.Size)),
            Is.EqualTo(new[] { ("a/.wheelhouse-new-old", 4L), ("a/.wheelhouse-new-young", 4L) })
        );

        await AnotherClient()
            .PutAsync("a/c", ObjectContent.FromBytes([]), new ObjectOptions("text/plain"), PutCondition.None, default);
        Assert.That(old, Does.Not.Exist);
        Assert.That(young, Does.Exist);
        await Store.RemoveUnfinishedAsync(unfinished[1], default);
        Assert.That(young, Does.Not.Exist);
    }

    [Test]
    public async Task A_folder_in_an_objects_place_is_not_absence()
    {
        await PutAsync("a/b/c", "1", PutCondition.None);
        Directory.CreateDirectory(Path.Combine(folder, "a", "empty"));
        foreach (var key in new[] { "a/b", "a/empty" })
        {
            Func<Task>[] operations =
            [
                () => Store.GetAsync(key, default),
                () => Store.HeadAsync(key, default),
                () => Store.DeleteAsync(key, default),
            ];
            foreach (var operation in operations)
            {
                var error = await Assert.ThrowsAsync<StoreOperationFailedException>(() => operation());
                Assert.That(error!.Message, Does.Contain(key).And.Contain("there is a folder in its place"));
            }
        }

        Assert.That(await ReadAsync("a/b/c"), Is.EqualTo("1"));
    }

    [Test]
    public async Task There_is_no_object_below_a_file()
    {
        await PutAsync("a/b/c", "1", PutCondition.None);
        Assert.That(await Store.GetAsync("a/b/c/d", default), Is.Null);
        Assert.That(await Store.HeadAsync("a/b/c/d/e", default), Is.Null);
    }

    [TestCase("a/b")]
    [TestCase("a/b/c/d")]
    public async Task A_key_that_is_also_the_beginning_of_another_is_a_clear_failure(string key)
    {
        await PutAsync("a/b/c", "1", PutCondition.None);
        var error = await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            PutAsync(key, "2", PutCondition.None)
        );
        Assert.That(error!.Message, Does.Contain(key));
        await Assert.ThrowsAsync<StoreOperationFailedException>(() => PutAsync(key, "2", PutCondition.IfAbsent));
    }

    [Test]
    public async Task What_cannot_be_read_is_not_absent()
    {
        await PutAsync("a/b", "1", PutCondition.None);
        File.Delete(Path.Combine(folder, "a/b"));
        File.CreateSymbolicLink(Path.Combine(folder, "a/b"), "b");
        await Assert.ThrowsAsync<StoreOperationFailedException>(() => Store.GetAsync("a/b", default));
    }

    [Test]
    public async Task A_writer_waits_for_the_lock_of_another()
    {
        await PutAsync("a", "1", PutCondition.None);
        Task<PutResult> writing;
        await using (
            new FileStream(
                Path.Combine(folder, ".wheelhouse-lock"),
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None
            )
        )
        {
            writing = PutAsync("a", "2", PutCondition.None);
            await Task.Delay(100);
            Assert.That(await ReadAsync("a"), Is.EqualTo("1"));
        }

        await writing;
        Assert.That(await ReadAsync("a"), Is.EqualTo("2"));
    }

    private Task<PutResult> PutFileAsync(string key, ObjectContent content, PutCondition condition) =>
        Store.PutAsync(key, content, new ObjectOptions("application/octet-stream"), condition, default);
}
