using System.Collections.Concurrent;
using System.Security.Cryptography;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>Reads every file that the pages of a store name, and compares its bytes with what they say.</summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How; the defaults when null.</param>
public sealed class FileCheck(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();

    /// <summary>Checks all files and their METADATA.</summary>
    /// <param name="status">What is in the store.</param>
    /// <param name="progress">Told after each file how many bytes were read so far; null where nobody looks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What differs, in ordinal order of keys; what is absent is among the findings of the status.</returns>
    /// <exception cref="StoreOperationFailedException">The store failed: nothing is taken for damaged.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        StoreStatus status,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        var findings = new ConcurrentBag<Finding>();
        var read = 0L;
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            status
                .Channels.SelectMany(channel => channel.Pages)
                .SelectMany(page => page.Files)
                .SelectMany(Expected)
                .Distinct(),
            bounds,
            async (expected, token) =>
            {
                await using var found = await store.GetAsync(expected.Key, token);
                if (found is null)
                {
                    return;
                }

                var sha256 = await HashAsync(found, token);
                progress?.Report(Interlocked.Add(ref read, found.Head.Size));
                if (sha256 != expected.Sha256)
                {
                    findings.Add(
                        new Finding(
                            FindingKind.DamagedFile,
                            expected.Key,
                            $"sha256 {sha256}; {expected.Sha256} on its page"
                        )
                    );
                }
            }
        );
        return [.. findings.OrderBy(finding => finding.Key, StringComparer.Ordinal)];
    }

    // Bytes that could not be read are no damage.
    private async Task<string> HashAsync(StoredObject found, CancellationToken cancellationToken)
    {
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(found.Body, cancellationToken));
        }
        catch (IOException error)
        {
            throw new StoreOperationFailedException("read", found.Head.Key, store.Location, error);
        }
    }

    private static IEnumerable<(string Key, string Sha256)> Expected(IndexFile file)
    {
        if (file.IsHosted)
        {
            yield return (IndexLayout.Package(file.FileName), file.Sha256);
        }

        if (file.SidecarSha256 is { } metadata)
        {
            yield return (IndexLayout.Sidecar(file.FileName), metadata);
        }
    }
}
