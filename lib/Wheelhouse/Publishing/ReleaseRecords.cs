using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>What the runs of a store did, one record for each that came to its end.</summary>
/// <param name="store">The store.</param>
public sealed class ReleaseRecords(IObjectStore store)
{
    private const string Extension = ".json";
    private const int MostAtOnce = 16;

    // A release of 10,000 files has a record of some 4 MB.
    private const int MostBytes = 1 << 28;

    /// <summary>Reads all records, the earliest first.</summary>
    /// <exception cref="InvalidReleaseRecordException">A record is damaged.</exception>
    /// <exception cref="StoreOperationFailedException">A record could not be read: it is not taken for absent.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<IReadOnlyList<ReleaseRecord>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var runs = new List<RunId>();
        await foreach (var row in store.ListAsync(IndexLayout.Releases, cancellationToken))
        {
            if (RunOf(row.Key) is { } run)
            {
                runs.Add(run);
            }
        }

        var records = new ReleaseRecord?[runs.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            runs.Index(),
            bounds,
            async (row, token) => records[row.Index] = await FindAsync(row.Item, token)
        );
        return [.. records.OfType<ReleaseRecord>().OrderBy(record => record.Run.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Reads the record of one run; null where there is none. Errors as for <see cref="ReadAllAsync"/>.</summary>
    public async Task<ReleaseRecord?> FindAsync(RunId run, CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(KeyOf(run), cancellationToken);
        return found is null
            ? null
            : ReleaseRecordJson.Parse(
                await found.ReadBytesAsync(MostBytes, cancellationToken),
                $"{store.Location}: {KeyOf(run)}"
            );
    }

    internal Task WriteAsync(ReleaseRecord record, CancellationToken cancellationToken) =>
        store.PutAsync(
            KeyOf(record.Run),
            ObjectContent.FromBytes(ReleaseRecordJson.Render(record)),
            StoredOptions.Record,
            PutCondition.None,
            cancellationToken
        );

    /// <summary>
    /// Where the lock file of what a run published is, if it has one. Its name alone is what installers take for a lock file;
    /// <c>{run}.pylock.toml</c> would be none.
    /// </summary>
    public static string LockFileKey(RunId run) => $"{IndexLayout.Releases}{run}/{PyLock.FileName}";

    private static string KeyOf(RunId run) => $"{IndexLayout.Releases}{run}{Extension}";

    private static RunId? RunOf(string key) =>
        key.EndsWith(Extension, StringComparison.Ordinal)
        && RunId.TryParse(key[IndexLayout.Releases.Length..^Extension.Length], out var run)
            ? run
            : null;
}
