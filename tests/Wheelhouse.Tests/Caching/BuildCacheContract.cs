using System.Text;
using Wheelhouse.Caching;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Caching;

/// <summary>What the cache of builds does, whatever store it is in. A subclass gives an empty store for each test.</summary>
public abstract class BuildCacheContract : TestFolder
{
    private protected static readonly BuildCacheKey Key = BuildCacheKey.Of([
        KeyValuePair.Create("dockerfile", "FROM scratch"),
    ]);

    private protected IObjectStore Store { get; set; } = null!;

    private protected string Taken => Directory.CreateDirectory(Path.Combine(Folder, "taken")).FullName;

    /// <summary>Makes a new, empty Store.</summary>
    protected abstract Task<IObjectStore> MakeStoreAsync();

    [SetUp]
    public async Task MakeStore() => Store = await MakeStoreAsync();

    [Test]
    public async Task What_was_put_is_taken_byte_for_byte_with_its_manifest()
    {
        var (folder, manifest) = await BuildAsync("built");
        Assert.That(await PutAsync(folder, manifest), Is.EqualTo(CachePutResult.Stored));
        var taken = await GetAsync();
        Assert.That(taken.IsHit, $"{taken}");
        Assert.That(WheelManifest.Read(Taken).ToJson(), Is.EqualTo(manifest.ToJson()));
        Assert.That(() => WheelManifest.Read(Taken).VerifyAsync(Taken, default), Throws.Nothing);
        foreach (var path in Directory.GetFiles(folder, "*.whl"))
        {
            Assert.That(
                await File.ReadAllBytesAsync(Path.Combine(Taken, Path.GetFileName(path))),
                Is.EqualTo(await File.ReadAllBytesAsync(path))
            );
        }
    }

    [Test]
    public async Task Another_key_is_no_hit_and_no_damage()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        var other = BuildCacheKey.Of([KeyValuePair.Create("dockerfile", "FROM scratch\n")]);
        var answer = await new BuildCache(Store).GetAsync(other, Taken, default);
        Assert.That((answer.IsHit, answer.IsDamaged), Is.EqualTo((false, false)));
        Assert.That(Directory.GetFiles(Taken), Is.Empty);
    }

    [Test]
    public async Task The_same_wheels_may_be_put_twice()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        var before = await KeysAsync();
        Assert.That(await PutAsync(folder, manifest), Is.EqualTo(CachePutResult.AlreadyThere));
        Assert.That(await KeysAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_manifest_is_written_last_and_without_it_there_is_no_entry()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        await Store.DeleteAsync(BuildCache.ManifestKey(Key), default);
        Assert.That((await GetAsync()).IsHit, Is.False);
        Assert.That(await PutAsync(folder, manifest), Is.EqualTo(CachePutResult.Stored), "its files are found again");
        Assert.That((await GetAsync()).IsHit);
    }

    [Test]
    public async Task Of_builders_with_different_bytes_the_first_stays()
    {
        var (first, firstManifest) = await BuildAsync("first");
        var (second, secondManifest) = await BuildAsync("second");
        await PutAsync(first, firstManifest);
        Assert.That(await PutAsync(second, secondManifest), Is.EqualTo(CachePutResult.FirstStays));
        Assert.That((await GetAsync()).Manifest!.Digest, Is.EqualTo(firstManifest.Digest));
    }

    [Test]
    public async Task Of_builders_at_once_one_wins_and_its_wheels_are_whole()
    {
        var builds = new List<(string Folder, WheelManifest Manifest)>();
        for (var number = 0; number < 6; number++)
        {
            builds.Add(await BuildAsync($"build {number}"));
        }

        var results = await Task.WhenAll(
            builds.Select(build => Task.Run(() => PutAsync(build.Folder, build.Manifest)))
        );
        Assert.That(results.Count(result => result == CachePutResult.Stored), Is.EqualTo(1));
        Assert.That(results, Has.None.EqualTo(CachePutResult.AlreadyThere));
        var taken = await GetAsync();
        Assert.That(taken.IsHit, $"{taken}");
        var winner = builds[Array.IndexOf(results, CachePutResult.Stored)];
        Assert.That(taken.Manifest!.Digest, Is.EqualTo(winner.Manifest.Digest));
    }

    [Test]
    public async Task Builders_at_once_with_the_same_bytes_are_all_content()
    {
        var (folder, manifest) = await BuildAsync("built");
        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => PutAsync(folder, manifest)))
        );
        Assert.That(results, Has.None.EqualTo(CachePutResult.FirstStays).And.One.EqualTo(CachePutResult.Stored));
        Assert.That((await GetAsync()).IsHit);
    }

    [Test]
    public async Task A_file_with_other_bytes_is_no_hit_and_is_named()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        var torch = (await KeysAsync()).Single(key =>
            key.EndsWith("torch-2.9.0-py3-none-any.whl", StringComparison.Ordinal)
        );
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "torch-2.9.0-py3-none-any.whl"));
        bytes[^1] ^= 1;
        await OverwriteAsync(torch, bytes);
        var answer = await GetAsync();
        Assert.That((answer.IsHit, answer.IsDamaged), Is.EqualTo((false, true)));
        Assert.That(answer.Problems.Single(), Does.StartWith("torch-2.9.0-py3-none-any.whl: its sha256 is "));
        Assert.That(Directory.GetFiles(Taken), Is.Empty, "nothing of a damaged entry is left");
    }

    [Test]
    public async Task Missing_and_shortened_files_are_all_told()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        var keys = (await KeysAsync()).Where(key => key.EndsWith(".whl", StringComparison.Ordinal)).ToList();
        await Store.DeleteAsync(keys.Single(key => key.Contains("torch-", StringComparison.Ordinal)), default);
        await OverwriteAsync(keys.Single(key => key.Contains("triton-", StringComparison.Ordinal)), [1, 2, 3]);
        Assert.That(
            (await GetAsync()).Problems,
            Is.EqualTo(
                new[]
                {
                    "torch-2.9.0-py3-none-any.whl: it is not there",
                    $"triton-3.5.0-py3-none-any.whl: 3 bytes, the manifest says {manifest.Entries[1].Size}",
                }
            )
        );
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("""{"schemaVersion": 99, "inputs": {}, "files": []}""")]
    public async Task A_manifest_that_cannot_be_read_is_damage(string text)
    {
        await OverwriteAsync(BuildCache.ManifestKey(Key), Encoding.UTF8.GetBytes(text));
        var answer = await GetAsync();
        Assert.That((answer.IsHit, answer.IsDamaged), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_damaged_entry_is_mended_by_the_next_build_even_with_equal_bytes()
    {
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        foreach (var key in (await KeysAsync()).Where(key => key.EndsWith(".whl", StringComparison.Ordinal)))
        {
            // The size stays, and a bucket may keep the metadata of what was there.
            var bytes = await ReadAsync(key);
            bytes[0] ^= 1;
            await OverwriteAsync(key, bytes);
        }

        var damaged = await GetAsync();
        Assert.That(damaged.Problems, Has.Count.EqualTo(2));
        var put = await new BuildCache(Store).PutAsync(Key, folder, manifest, damaged, default);
        Assert.That(put, Is.EqualTo(CachePutResult.Stored));
        Assert.That((await GetAsync()).IsHit);
        Assert.That(
            await new BuildCache(Store).PutAsync(Key, folder, manifest, damaged, default),
            Is.EqualTo(CachePutResult.AlreadyThere).Or.EqualTo(CachePutResult.Stored),
            "who mends it later changes nothing"
        );
    }

    [Test]
    public async Task A_look_says_what_is_there_and_takes_nothing()
    {
        Assert.That($"{await FindAsync()}", Is.EqualTo("not in the cache"));
        var (folder, manifest) = await BuildAsync("built");
        await PutAsync(folder, manifest);
        Assert.That((await FindAsync()).Manifest!.Digest, Is.EqualTo(manifest.Digest));
        var torch = (await KeysAsync()).Single(key => key.Contains("torch-", StringComparison.Ordinal));
        await Store.DeleteAsync(torch, default);
        var damaged = await FindAsync();
        Assert.That(damaged.Problems, Is.EqualTo(new[] { "torch-2.9.0-py3-none-any.whl: it is not there" }));
        Assert.That((damaged.IsHit, Directory.GetFiles(Taken).Length), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task A_sound_entry_is_replaced_by_whom_found_it()
    {
        var (first, firstManifest) = await BuildAsync("first");
        await PutAsync(first, firstManifest);
        var found = await FindAsync();
        var (second, secondManifest) = await BuildAsync("second");
        Assert.That(
            await new BuildCache(Store).PutAsync(Key, second, secondManifest, found, default),
            Is.EqualTo(CachePutResult.Stored)
        );
        Assert.That((await GetAsync()).Manifest!.Digest, Is.EqualTo(secondManifest.Digest));
        Assert.That(
            await new BuildCache(Store).PutAsync(Key, first, firstManifest, found, default),
            Is.EqualTo(CachePutResult.FirstStays),
            "what was found is not there any more"
        );
    }

    [Test]
    public async Task A_folder_that_is_not_what_its_manifest_says_is_not_stored()
    {
        var (folder, manifest) = await BuildAsync("built");
        await File.WriteAllTextAsync(Path.Combine(folder, "torch-2.9.0-py3-none-any.whl"), "changed");
        await Assert.ThrowsAsync<FolderDiffersException>(() => PutAsync(folder, manifest));
        Assert.That(await KeysAsync(), Is.Empty);
    }

    private protected Task<CachePutResult> PutAsync(string folder, WheelManifest manifest) =>
        new BuildCache(Store).PutAsync(Key, folder, manifest, null, default);

    private protected Task<CachedBuild> FindAsync() => new BuildCache(Store).FindAsync(Key, default);

    private protected Task<CachedBuild> GetAsync() => new BuildCache(Store).GetAsync(Key, Taken, default);

    private protected async Task<(string Folder, WheelManifest Manifest)> BuildAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        var entries = new List<ManifestEntry>();
        foreach (var wheel in new[] { "torch-2.9.0-py3-none-any.whl", "triton-3.5.0-py3-none-any.whl" })
        {
            var path = Path.Combine(folder, wheel);
            await File.WriteAllTextAsync(path, $"{wheel} of the build {name}");
            entries.Add(ManifestEntry.Of(path, await FileSha256.ComputeAsync(path), $"image {name}"));
        }

        return (folder, new WheelManifest(entries));
    }

    private protected async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var row in Store.ListAsync("", default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var found = await Store.GetAsync(key, default);
        return await found!.ReadBytesAsync(1 << 20, default);
    }

    private Task<PutResult> OverwriteAsync(string key, byte[] bytes) =>
        Store.PutAsync(
            key,
            ObjectContent.FromBytes(bytes),
            new ObjectOptions("application/octet-stream"),
            PutCondition.None,
            default
        );
}
