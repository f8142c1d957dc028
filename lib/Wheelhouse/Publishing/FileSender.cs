using System.Collections.Concurrent;
using System.Security.Cryptography;
using Wheelhouse.Index;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>Sends wheels and their METADATA, each once and for ever; what is there with the same bytes is left alone.</summary>
internal sealed class FileSender(IObjectStore store, string siteFolder)
{
    // An object that is there, then is not, then is there again is being pruned and sent by others at once.
    private const int MostAttempts = 5;

    private readonly ConcurrentBag<string> sent = [];
    private readonly ConcurrentBag<string> alreadyThere = [];
    private readonly ConcurrentBag<RefusedFile> refused = [];
    private long bytesSent;

    public IReadOnlyList<string> Sent => [.. sent.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> AlreadyThere => [.. alreadyThere.Order(StringComparer.Ordinal)];

    public IReadOnlyList<RefusedFile> Refused => [.. refused.OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Told, from several threads, the name of a file of which more has arrived; null where nobody looks.</summary>
    public Action<string>? Moved { get; set; }

    public long BytesSent => Interlocked.Read(ref bytesSent);

    public async Task SendAsync(IndexFile file, CancellationToken cancellationToken)
    {
        if (file.SidecarSha256 is { } metadataSha256)
        {
            var options = StoredOptions.Metadata(metadataSha256);
            await SendAsync(IndexLayout.Sidecar(file.FileName), metadataSha256, options, cancellationToken);
        }

        if (file.IsHosted)
        {
            var options = StoredOptions.Wheel(file.Sha256);
            await SendAsync(IndexLayout.Package(file.FileName), file.Sha256, options, cancellationToken);
        }
    }

    private async Task SendAsync(string key, string sha256, ObjectOptions options, CancellationToken cancellationToken)
    {
        var path = Path.Combine(siteFolder, key);
        var arrived = 0L;
        var content = await OpenAsync(path, sha256, Count, cancellationToken);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await TryPutAsync(key, path, content, options, cancellationToken))
            {
                sent.Add(key);
                Interlocked.Add(ref bytesSent, content.Length - arrived);
                return;
            }

            Interlocked.Add(ref bytesSent, -Interlocked.Exchange(ref arrived, 0));
            if (await StoredSha256Async(key, content.Length, cancellationToken) is { } stored)
            {
                if (stored == sha256)
                {
                    alreadyThere.Add(key);
                }
                else
                {
                    refused.Add(new RefusedFile(Path.GetFileName(path), stored, sha256));
                }

                return;
            }
        }

        throw new ContendedKeyException(key, MostAttempts, store.Location);

        // What is sent again after a failure may be counted twice until the file is there.
        void Count(long bytes)
        {
            Interlocked.Add(ref arrived, bytes);
            Interlocked.Add(ref bytesSent, bytes);
            Moved?.Invoke(Path.GetFileName(path));
        }
    }

    // Wrong bytes under a name that never changes again would be there for good: where the store does not look, we do.
    private async Task<ObjectContent> OpenAsync(
        string path,
        string sha256,
        Action<long> arrived,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (
                !store.ChecksSha256
                && await FileSha256.ComputeAsync(path, cancellationToken) is var found
                && found != sha256
            )
            {
                throw Changed(path, sha256, found);
            }

            File.OpenHandle(path).Dispose();
            return ObjectContent.FromImmutableFile(path, arrived);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteFileChangedException(path, "it cannot be read", error);
        }
    }

    private async Task<bool> TryPutAsync(
        string key,
        string path,
        ObjectContent content,
        ObjectOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await store.PutAsync(key, content, options, PutCondition.IfAbsent, cancellationToken)).IsWritten;
        }
        catch (ContentChangedException error)
        {
            throw Changed(path, options.Metadata[ObjectMetadata.Sha256], error.FoundSha256, error);
        }
    }

    private static SiteFileChangedException Changed(string path, string named, string found, Exception? cause = null) =>
        new(path, $"it has sha256 {found}, the page says {named}", cause);

    // Null when the object is gone again. The metadata is ours; where it is missing, or the size belies it, the bytes tell.
    private async Task<string?> StoredSha256Async(string key, long size, CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(key, cancellationToken);
        if (head is null)
        {
            return null;
        }

        if (head.Size == size && head.Metadata.TryGetValue(ObjectMetadata.Sha256, out var sha256))
        {
            return sha256;
        }

        await using var stored = await store.GetAsync(key, cancellationToken);
        try
        {
            return stored is null
                ? null
                : Convert.ToHexStringLower(await SHA256.HashDataAsync(stored.Body, cancellationToken));
        }
        catch (IOException error)
        {
            throw new StoreOperationFailedException("read", key, store.Location, error);
        }
    }
}
