using System.Collections.Concurrent;
using System.Text;
using Wheelhouse.Files;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Caching;

/// <summary>
/// Built wheels in a store, below <c>cache/KEY/</c>: each file under its own sha256, so that builders at once never mix theirs, and a
/// manifest written last, which makes the entry. A file counts only if its bytes are those that the manifest names.
/// </summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="parallelTransfers">How many files travel at the same time.</param>
public sealed class BuildCache(IObjectStore store, int parallelTransfers = 8)
{
    /// <summary>Below it, a folder for each key.</summary>
    public const string Root = "cache/";

    private const int LargestManifest = 64 << 20;

    private static readonly ObjectOptions ManifestOptions = new("application/json") { CacheControl = "no-cache" };

    /// <summary>The key of an entry's manifest.</summary>
    /// <param name="key">The build.</param>
    public static string ManifestKey(BuildCacheKey key) => $"{Root}{key}/{WheelManifest.FileName}";

    /// <summary>Says what the cache has of a build, by names and sizes alone; nothing is taken and nothing is hashed.</summary>
    /// <param name="key">The build.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What <see cref="GetAsync"/> would say, but for files whose bytes alone are wrong.</returns>
    /// <exception cref="StoreOperationFailedException">The store could not be read: that is never taken for no entry.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public Task<CachedBuild> FindAsync(BuildCacheKey key, CancellationToken cancellationToken) =>
        ReadAsync(
            key,
            async (entry, token) => ProblemOf(entry, (await store.HeadAsync(KeyOf(key, entry), token))?.Size),
            cancellationToken
        );

    /// <summary>Takes the wheels of a build, each compared with size and sha256 on its way, and its manifest.</summary>
    /// <param name="key">The build.</param>
    /// <param name="folder">An existing folder to write to; without a hit nothing is left in it.</param>
    /// <param name="cancellationToken">Stops it; files may be left.</param>
    /// <returns>A hit, that there is no entry, or what is wrong with it.</returns>
    /// <exception cref="StoreOperationFailedException">The store could not be read: that is never taken for no entry.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<CachedBuild> GetAsync(BuildCacheKey key, string folder, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(
            key,
            (entry, token) => TakeAsync(key, entry, PathOf(folder, entry), token),
            cancellationToken
        );
        if (answer.IsHit)
        {
            answer.Manifest.Write(folder);
        }
        else if (answer.Found is { } damaged)
        {
            foreach (var entry in damaged.Entries)
            {
                File.Delete(PathOf(folder, entry));
            }
        }

        return answer;
    }

    /// <summary>Stores the wheels of a build: files first, several at once, then the manifest, unless another builder was first.</summary>
    /// <param name="key">The build.</param>
    /// <param name="folder">The folder of the wheels.</param>
    /// <param name="manifest">What the folder holds.</param>
    /// <param name="replaces">What was found and is to be replaced if it is still that; null where only a new entry is to be made.</param>
    /// <param name="cancellationToken">Stops it. The next attempt goes on with the files, and within those that a store takes in parts.</param>
    /// <exception cref="FolderDiffersException">The folder is not what the manifest says.</exception>
    /// <exception cref="ContentChangedException">A file was changed meanwhile.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written.</exception>
    public async Task<CachePutResult> PutAsync(
        BuildCacheKey key,
        string folder,
        WheelManifest manifest,
        CachedBuild? replaces,
        CancellationToken cancellationToken
    )
    {
        if (replaces?.ETag is null && await ReadManifestAsync(key, cancellationToken) is { } found)
        {
            return Compare(found, manifest);
        }

        await manifest.VerifyAsync(folder, cancellationToken);
        await Parallel.ForEachAsync(
            LargestFirst(manifest),
            Bounds(cancellationToken),
            async (entry, token) => await SendAsync(key, entry, PathOf(folder, entry), replaces is not null, token)
        );
        var put = await store.PutAsync(
            ManifestKey(key),
            ObjectContent.FromBytes(Encoding.UTF8.GetBytes(manifest.ToJson())),
            ManifestOptions,
            replaces?.ETag is { } eTag ? PutCondition.IfMatch(eTag) : PutCondition.IfAbsent,
            cancellationToken
        );
        return put.IsWritten ? CachePutResult.Stored
            : await ReadManifestAsync(key, cancellationToken) is { } first ? Compare(first, manifest)
            : CachePutResult.FirstStays;
    }

    private static CachePutResult Compare(FoundManifest found, WheelManifest manifest) =>
        found.Manifest?.Digest == manifest.Digest ? CachePutResult.AlreadyThere : CachePutResult.FirstStays;

    private static string KeyOf(BuildCacheKey key, ManifestEntry entry) =>
        $"{Root}{key}/{entry.Sha256}/{entry.FileName}";

    private static string PathOf(string folder, ManifestEntry entry) => Path.Combine(folder, $"{entry.FileName}");

    /// <summary>The end of the work then is many small files, not one large one.</summary>
    private static IEnumerable<ManifestEntry> LargestFirst(WheelManifest manifest) =>
        manifest.Entries.OrderByDescending(entry => entry.Size);

    /// <summary>Reads the manifest, and asks for each of its files what is wrong with it.</summary>
    private async Task<CachedBuild> ReadAsync(
        BuildCacheKey key,
        Func<ManifestEntry, CancellationToken, Task<string?>> problemOf,
        CancellationToken cancellationToken
    )
    {
        if (await ReadManifestAsync(key, cancellationToken) is not { } found)
        {
            return CachedBuild.Missing;
        }

        if (found.Manifest is not { } manifest)
        {
            return CachedBuild.Damaged([found.Problem!], null, found.ETag);
        }

        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            LargestFirst(manifest),
            Bounds(cancellationToken),
            async (entry, token) =>
            {
                if (await problemOf(entry, token) is { } problem)
                {
                    problems.Add(problem);
                }
            }
        );
        return problems.IsEmpty
            ? CachedBuild.Hit(manifest, found.ETag)
            : CachedBuild.Damaged([.. problems.Order(StringComparer.Ordinal)], manifest, found.ETag);
    }

    private static string? ProblemOf(ManifestEntry entry, long? size) =>
        size is null ? $"{entry.FileName}: it is not there"
        : size != entry.Size ? $"{entry.FileName}: {size} bytes, the manifest says {entry.Size}"
        : null;

    private ParallelOptions Bounds(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = parallelTransfers, CancellationToken = cancellationToken };

    private async Task<FoundManifest?> ReadManifestAsync(BuildCacheKey key, CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(ManifestKey(key), cancellationToken);
        if (found is null)
        {
            return null;
        }

        var bytes = await found.ReadBytesAsync(LargestManifest, cancellationToken);
        try
        {
            var where = $"{store.Location}: {ManifestKey(key)}";
            return new FoundManifest(WheelManifest.Parse(Encoding.UTF8.GetString(bytes), where), null, found.Head.ETag);
        }
        catch (InvalidManifestException error)
        {
            return new FoundManifest(null, error.What, found.Head.ETag);
        }
    }

    /// <summary>Takes one file; says what is wrong with it, or null.</summary>
    private async Task<string?> TakeAsync(
        BuildCacheKey key,
        ManifestEntry entry,
        string path,
        CancellationToken cancellationToken
    )
    {
        var name = KeyOf(key, entry);
        await using var found = await store.GetAsync(name, cancellationToken);
        if (found is null || found.Head.Size != entry.Size)
        {
            return ProblemOf(entry, found?.Head.Size);
        }

        var sha256 = await CopyAsync(found.Body, name, path, cancellationToken);
        if (sha256 != entry.Sha256)
        {
            return $"{entry.FileName}: its sha256 is {sha256}, the manifest says {entry.Sha256}";
        }

        File.SetLastWriteTimeUtc(path, entry.Modified);
        return null;
    }

    /// <summary>What the store fails to give is told apart from what the disk fails to take.</summary>
    private async Task<string> CopyAsync(Stream source, string key, string path, CancellationToken cancellationToken)
    {
        await using var target = new HashedFile(path, FileMode.Create, cancellationToken);
        while (true)
        {
            int count;
            try
            {
                count = await source.ReadAsync(target.Free, cancellationToken);
            }
            catch (IOException error)
            {
                throw new StoreOperationFailedException("read", key, store.Location, error);
            }

            if (count == 0)
            {
                return await target.CompleteAsync();
            }

            await target.AdvanceAsync(count);
        }
    }

    /// <summary>Sends one file. What is there under its sha256 is left alone, unless it belies that or is to be mended.</summary>
    private async Task SendAsync(
        BuildCacheKey key,
        ManifestEntry entry,
        string path,
        bool mends,
        CancellationToken cancellationToken
    )
    {
        var name = KeyOf(key, entry);
        var head = await store.HeadAsync(name, cancellationToken);
        var isSound =
            head?.Size == entry.Size && head.Metadata.GetValueOrDefault(ObjectMetadata.Sha256) == entry.Sha256;
        if (head is not null && isSound && !mends)
        {
            return;
        }

        var options = new ObjectOptions("application/octet-stream")
        {
            Metadata = new Dictionary<string, string> { [ObjectMetadata.Sha256] = entry.Sha256 },
        };
        var content = ObjectContent.FromImmutableFile(path);

        // Where another builder sends the same bytes at once, either's will do.
        var condition = head is null ? PutCondition.IfAbsent : PutCondition.None;
        await store.PutAsync(name, content, options, condition, cancellationToken);
    }

    private sealed record FoundManifest(WheelManifest? Manifest, string? Problem, string ETag);
}
