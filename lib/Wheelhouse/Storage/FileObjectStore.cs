using System.Runtime.CompilerServices;
using Wheelhouse.Files;

namespace Wheelhouse.Storage;

/// <summary>
/// A store in a folder that any web server can serve: an object is a file, its key the path. An object becomes visible by
/// a rename or a link of a finished file, and conditions are decided under a lock that all writers of the folder share.
/// </summary>
public sealed class FileObjectStore : IObjectStore
{
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly LeftoverTemporaries leftovers;

    /// <summary>A store in a folder, which the first write makes if it is not there.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="time">The clock that tells how old an unfinished file is; the system's when null.</param>
    public FileObjectStore(string folder, TimeProvider? time = null)
    {
        var location = StoreLocation.OfFolder(folder);
        this.folder = location.Folder;
        this.time = time ?? TimeProvider.System;
        Location = location.ToString();
        leftovers = new LeftoverTemporaries(this.time);
    }

    /// <inheritdoc />
    public string Location { get; }

    /// <inheritdoc />
    public bool HasKeysEndingInSlash => false;

    /// <inheritdoc />
    public bool KeepsOptions => false;

    /// <inheritdoc />
    /// <remarks>The file is read once for its hash and once by the caller, both times the same file even if it is replaced.</remarks>
    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            "read",
            key,
            async path =>
            {
                var body = ObjectFile.OpenOrNull(path);
                if (body is null)
                {
                    return null;
                }

                try
                {
                    var head = await ReadHeadAsync(key, body, cancellationToken);
                    body.Position = 0;
                    return new StoredObject(head, body, Location);
                }
                catch
                {
                    await body.DisposeAsync();
                    throw;
                }
            }
        );

    /// <inheritdoc />
    /// <remarks>Reads the whole file, since its hash is its ETag.</remarks>
    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            "read",
            key,
            async path =>
            {
                await using var body = ObjectFile.OpenOrNull(path);
                return body is null ? null : await ReadHeadAsync(key, body, cancellationToken);
            }
        );

    /// <inheritdoc />
    /// <remarks>An immutable file that is to be written once only is shared by a hard link where the file system can.</remarks>
    public Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "write",
            key,
            async path =>
            {
                if (condition.RequiresAbsent && File.Exists(path))
                {
                    return PutResult.ConditionFailed;
                }

                if (Directory.Exists(path))
                {
                    throw ObjectFile.FolderInPlace();
                }

                var parent = Path.GetDirectoryName(path)!;
                Directory.CreateDirectory(parent);
                leftovers.RemoveFrom(parent);
                return condition.RequiresAbsent && content is { IsImmutableFile: true, File: { } file }
                    ? await LinkAsync(file, path, content, options, cancellationToken)
                    : await WriteAsync(path, content, condition, cancellationToken);
            }
        );

    /// <inheritdoc />
    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ObjectKey.CheckPrefix(prefix, Location);
        var rows = FolderListing.Of(folder, prefix).GetEnumerator();
        using (rows)
        {
            while (await StoreErrors.TranslateAsync("list", prefix, Location, () => Task.FromResult(rows.MoveNext())))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return rows.Current;
            }
        }
    }

    /// <inheritdoc />
    /// <remarks>Files that did not get their names yet.</remarks>
    public async IAsyncEnumerable<UnfinishedObject> ListUnfinishedAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var found = await StoreErrors.TranslateAsync(
            "list",
            "",
            Location,
            () => Task.FromResult(LeftoverTemporaries.Below(folder).ToList())
        );
        foreach (var row in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <inheritdoc />
    public Task RemoveUnfinishedAsync(UnfinishedObject unfinished, CancellationToken cancellationToken) =>
        StoreErrors.TranslateAsync(
            "delete",
            unfinished.Key,
            Location,
            () =>
            {
                File.Delete(Path.Combine(folder, unfinished.Key.Replace('/', Path.DirectorySeparatorChar)));
                return Task.FromResult(true);
            }
        );

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            "delete",
            key,
            async path =>
            {
                if (File.Exists(path))
                {
                    await using var held = await StoreLock.TakeAsync(folder, time, cancellationToken);
                    File.Delete(path);
                }
                else if (Directory.Exists(path))
                {
                    throw ObjectFile.FolderInPlace();
                }

                return true;
            }
        );

    private async Task<PutResult> LinkAsync(
        string file,
        string path,
        ObjectContent content,
        ObjectOptions options,
        CancellationToken cancellationToken
    )
    {
        ObjectFile.FlushToDisk(file);
        switch (HardLink.TryCreate(file, path))
        {
            case HardLinkResult.NameTaken:
                return PutResult.ConditionFailed;
            case HardLinkResult.NotPossible:
                return await WriteAsync(path, content, PutCondition.IfAbsent, cancellationToken);
        }

        // The caller of an immutable file usually knows its hash; reading gigabytes once more would tell the same.
        if (options.Metadata.TryGetValue(ObjectMetadata.Sha256, out var known))
        {
            return PutResult.Written(known);
        }

        await using var stream = content.Open();
        return PutResult.Written(await ObjectFile.HashAsync(stream, cancellationToken));
    }

    private async Task<PutResult> WriteAsync(
        string path,
        ObjectContent content,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        var temporary = LeftoverTemporaries.NewName(Path.GetDirectoryName(path)!);
        try
        {
            var eTag = await ObjectFile.CopyAsync(content, temporary, cancellationToken);
            return await ShowAsync(temporary, path, condition, cancellationToken)
                ? PutResult.Written(eTag)
                : PutResult.ConditionFailed;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Gives the finished file its name if the condition holds, and says whether it did.
    private async Task<bool> ShowAsync(
        string temporary,
        string path,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        await using var held = await StoreLock.TakeAsync(folder, time, cancellationToken);
        if (condition.RequiresAbsent)
        {
            // A link is exclusive even against a writer that knows nothing of the lock.
            var link = HardLink.TryCreate(temporary, path);
            if (link != HardLinkResult.NotPossible || File.Exists(path))
            {
                return link == HardLinkResult.Created;
            }
        }
        else if (condition.RequiredETag is { } eTag)
        {
            await using var current = ObjectFile.OpenOrNull(path);
            if (current is null || await ObjectFile.HashAsync(current, cancellationToken) != eTag)
            {
                return false;
            }
        }

        File.Move(temporary, path, overwrite: true);
        return true;
    }

    private static async Task<ObjectHead> ReadHeadAsync(
        string key,
        FileStream body,
        CancellationToken cancellationToken
    )
    {
        var sha256 = await ObjectFile.HashAsync(body, cancellationToken);
        return new ObjectHead(
            key,
            sha256,
            body.Length,
            File.GetLastWriteTimeUtc(body.SafeFileHandle),
            ContentType: null,
            CacheControl: null,
            new Dictionary<string, string> { [ObjectMetadata.Sha256] = sha256 }
        );
    }

    private Task<T> RunAsync<T>(string operation, string key, Func<string, Task<T>> run)
    {
        ObjectKey.Check(key, HasKeysEndingInSlash, Location);
        var path = Path.Combine(folder, key.Replace('/', Path.DirectorySeparatorChar));
        return StoreErrors.TranslateAsync(operation, key, Location, () => run(path));
    }
}
