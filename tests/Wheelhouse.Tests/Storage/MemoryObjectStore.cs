using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

/// <summary>A store for tests that behaves as a bucket does: keys may end in a slash, options are kept, ETags say nothing.</summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (ObjectHead Head, byte[] Bytes)> objects = new(StringComparer.Ordinal);
    private readonly List<(string Key, byte[] Bytes)> writes = [];
    private int lastETag;

    /// <summary>Every write that happened, in the order in which they became visible.</summary>
    public IReadOnlyList<(string Key, byte[] Bytes)> Writes
    {
        get
        {
            lock (gate)
            {
                return [.. writes];
            }
        }
    }

    /// <summary>Whether an ETag is the MD5 of the content, as in a bucket that does not encrypt.</summary>
    public bool HasMd5ETags { get; init; }

    /// <summary>The clock that tells when an object was written.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The keys that were read, in this order.</summary>
    public ConcurrentQueue<string> Reads { get; } = [];

    public string Location => "memory://";

    public bool HasKeysEndingInSlash => true;

    public bool KeepsOptions => true;

    public bool ChecksSha256 => true;

    public async Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        await EnterAsync(key, cancellationToken);
        Reads.Enqueue(key);
        lock (gate)
        {
            return objects.TryGetValue(key, out var found)
                ? new StoredObject(found.Head, new MemoryStream(found.Bytes, writable: false), Location)
                : null;
        }
    }

    public async Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        await EnterAsync(key, cancellationToken);
        lock (gate)
        {
            return objects.TryGetValue(key, out var found) ? found.Head : null;
        }
    }

    public async Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        await EnterAsync(key, cancellationToken);
        var bytes = new MemoryStream();
        await using (var source = content.Open())
        {
            await source.CopyToAsync(bytes, cancellationToken);
        }

        if (bytes.Length != content.Length)
        {
            var cause = new IOException("the body has another length than its header");
            throw new StoreOperationFailedException("write", key, Location, cause);
        }

        var found = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
        if (options.Metadata.TryGetValue(ObjectMetadata.Sha256, out var announced) && found != announced)
        {
            throw new ContentChangedException(key, announced, found, Location);
        }

        lock (gate)
        {
            var current = objects.TryGetValue(key, out var known) ? known.Head.ETag : null;
            if (
                (condition.RequiresAbsent && current is not null)
                || (condition.RequiredETag is { } required && required != current)
            )
            {
                return PutResult.ConditionFailed;
            }

            var eTag = HasMd5ETags
                ? $"\"{Md5(bytes.ToArray())}\""
                : (++lastETag).ToString(CultureInfo.InvariantCulture);
            var head = new ObjectHead(
                key,
                eTag,
                bytes.Length,
                Time.GetUtcNow(),
                options.ContentType,
                options.CacheControl,
                options.Metadata
            );
            objects[key] = (head, bytes.ToArray());
            writes.Add((key, bytes.ToArray()));
            return PutResult.Written(eTag);
        }
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ObjectKey.CheckPrefix(prefix, Location);
        await Task.Yield();
        List<ObjectHead> heads;
        lock (gate)
        {
            heads = [.. objects.Values.Select(row => row.Head)];
        }

        foreach (var head in heads.Where(head => head.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ListedObject(head.Key, head.Size, head.LastModified) { ETag = head.ETag };
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        await EnterAsync(key, cancellationToken);
        lock (gate)
        {
            objects.Remove(key);
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "The protocol's ETag.")]
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    // Every operation gives way to other tasks, as a network would.
    private async Task EnterAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key, HasKeysEndingInSlash, Location);
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
