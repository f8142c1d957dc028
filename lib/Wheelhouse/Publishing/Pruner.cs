using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>Applies plans of <see cref="PrunePlanner"/>: entries first, then objects. A kill leaves at most objects that nothing names.</summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How, and of which channel; the defaults when null.</param>
public sealed class Pruner(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();

    /// <summary>
    /// Does what a plan says; objects that are named again meanwhile, that another run is about to name, or that were written
    /// again, stay.
    /// </summary>
    /// <param name="plan">A plan for this store.</param>
    /// <param name="rules">The rules that it was made by.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    /// <returns>The objects that went.</returns>
    /// <exception cref="PlanOutdatedException">A page changed meanwhile; no object was removed.</exception>
    /// <exception cref="RunTooLongException">It took a day; what is left goes with the next prune.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written.</exception>
    public async Task<IReadOnlyList<PrunedObject>> ApplyAsync(
        PrunePlan plan,
        PruneRules rules,
        CancellationToken cancellationToken
    )
    {
        await new IndexChanger(store, options).ApplyAsync(plan.Entries, cancellationToken);
        var gone = new List<PrunedObject>();
        if (plan.Objects.Count == 0)
        {
            return gone;
        }

        var claims = new FileClaims(store, options, RunId.Create(options.Time));
        try
        {
            await RemoveAsync(claims, [.. plan.Objects.Select(IdOf)], rules, gone, cancellationToken);
        }
        catch
        {
            await claims.GiveUpAsync();
            throw;
        }

        await claims.EndAsync(cancellationToken);
        return gone;
    }

    private async Task RemoveAsync(
        FileClaims claims,
        HashSet<(string Key, string? Unfinished)> planned,
        PruneRules rules,
        List<PrunedObject> gone,
        CancellationToken cancellationToken
    )
    {
        // First the claims of others, then the pages: whose claim has ended has named its files.
        var staying = await claims.RemoveAsync([.. planned.Select(row => row.Key)], cancellationToken);
        var status = await new StatusReader(store, options).ReadAsync(cancellationToken);
        PrunePlanner.RequireReadable(status);
        var before = options.Time.GetUtcNow() - rules.Grace;
        foreach (var row in await new PrunableObjects(store, options).ListAsync(status, rules.Grace, cancellationToken))
        {
            if (!planned.Contains(IdOf(row)))
            {
                continue;
            }

            if (row.Unfinished is { } unfinished)
            {
                await store.RemoveUnfinishedAsync(unfinished, cancellationToken);
                gone.Add(row);
            }
            else if (
                !staying.Contains(row.Key)
                && await store.HeadAsync(row.Key, cancellationToken) is { } head
                && head.LastModified < before
            )
            {
                claims.RequireHeld();
                await store.DeleteAsync(row.Key, cancellationToken);
                gone.Add(row);
            }
        }
    }

    private static (string Key, string? Unfinished) IdOf(PrunedObject row) => (row.Key, row.Unfinished?.Id);
}
