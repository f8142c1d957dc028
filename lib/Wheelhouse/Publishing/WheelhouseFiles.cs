using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>Writes the description of what a run published: beside its record, and beside the index unless a later run was there.</summary>
internal sealed class WheelhouseFiles(IObjectStore store, PublisherOptions options)
{
    // 10,000 files with all that they were built by.
    private const int MostBytes = 1 << 28;

    public async Task WriteAsync(WheelhouseDescription wheelhouse, RunId run, CancellationToken cancellationToken)
    {
        var content = ObjectContent.FromBytes(WheelhouseJson.Render(wheelhouse, run, options.Commit));
        var own = WheelhouseDescription.KeyOf(run);
        await store.PutAsync(own, content, StoredOptions.Description, PutCondition.None, cancellationToken);
        for (var lost = 0; lost <= options.MostConflicts; lost++)
        {
            if (await TryWriteAsync(content, run, cancellationToken))
            {
                return;
            }

            await PauseAsync(cancellationToken);
        }

        throw new ContendedKeyException(WheelhouseDescription.FileName, options.MostConflicts + 1, store.Location);
    }

    private async Task<bool> TryWriteAsync(ObjectContent content, RunId run, CancellationToken cancellationToken)
    {
        string? eTag = null;
        await using (var found = await store.GetAsync(WheelhouseDescription.FileName, cancellationToken))
        {
            if (found is not null)
            {
                eTag = found.Head.ETag;
                var there = WheelhouseJson.RunOf(await found.ReadBytesAsync(MostBytes, cancellationToken));
                if (string.CompareOrdinal($"{there}", $"{run}") > 0)
                {
                    return true;
                }
            }
        }

        var condition = eTag is null ? PutCondition.IfAbsent : PutCondition.IfMatch(eTag);
        var put = await store.PutAsync(
            WheelhouseDescription.FileName,
            content,
            StoredOptions.Record,
            condition,
            cancellationToken
        );
        return put.IsWritten;
    }

    [SuppressMessage("Security", "CA5394", Justification = "The jitter of a wait guards nothing.")]
    private Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(options.ConflictPause * options.Random.NextDouble(), options.Time, cancellationToken);
}
