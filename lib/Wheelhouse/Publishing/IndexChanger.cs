using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Applies plans of changes to an index, page after page; the list of projects and the run's record come last. Killed between
/// two steps, the same task run again plans what is left.
/// </summary>
/// <param name="store">The store, not seen through a channel; that is in the options.</param>
/// <param name="options">How; the defaults when null.</param>
public sealed class IndexChanger(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();
    private readonly IObjectStore store = (options?.Channel ?? Channel.Main).Of(store);

    /// <summary>Does what a plan says.</summary>
    /// <param name="plan">A plan for this store.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    /// <returns>What was written down; null when nothing had to change.</returns>
    /// <exception cref="PlanOutdatedException">A page changed meanwhile in a way that the plan does not allow for.</exception>
    /// <exception cref="FilesBeingRemovedException">A prune is removing a file that a page is to gain; no page was touched.</exception>
    /// <exception cref="PublishRefusedException">Another run is publishing other bytes under the name of such a file; no page was touched.</exception>
    /// <exception cref="FilesRemovedException">A file that a page is to gain is gone; no page was touched.</exception>
    /// <exception cref="ContendedKeyException">Other runs were faster at every attempt.</exception>
    /// <exception cref="ForeignPageException">A page of another program stands where ours belongs.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written.</exception>
    public async Task<ReleaseRecord?> ApplyAsync(ChangePlan plan, CancellationToken cancellationToken)
    {
        if (plan.Location != store.Location)
        {
            throw new ArgumentException(
                $"The plan is for {plan.Location}, and this store is {store.Location}",
                nameof(plan)
            );
        }

        var run = new IndexRun(store, options, plan.Action);
        var added = plan.Steps.SelectMany(step => step.Change.Added).ToList();
        return await run.NamingAsync(
            added,
            async () =>
            {
                await RequireThereAsync(added, cancellationToken);
                return await ChangeAsync(run, plan, cancellationToken);
            },
            cancellationToken
        );
    }

    private static async Task<ReleaseRecord?> ChangeAsync(
        IndexRun run,
        ChangePlan plan,
        CancellationToken cancellationToken
    )
    {
        // Also pages that are as they should be: a run that was killed may have left their HTML or the list behind.
        foreach (var step in plan.Steps)
        {
            await run.FlipAsync(step.After.Name, step.Apply, cancellationToken);
        }

        return await run.FinishAsync([], cancellationToken);
    }

    private async Task RequireThereAsync(IReadOnlyList<IndexFile> files, CancellationToken cancellationToken)
    {
        var gone = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            // What installs is the file; the METADATA beside it never goes before it.
            files.Select(file => IndexLayout.Objects(file).FirstOrDefault()).OfType<string>(),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.ParallelTransfers,
                CancellationToken = cancellationToken,
            },
            async (key, token) =>
            {
                if (await store.HeadAsync(key, token) is null)
                {
                    gone.Add(key);
                }
            }
        );
        if (!gone.IsEmpty)
        {
            throw new FilesRemovedException([.. gone.Order(StringComparer.Ordinal)], store.Location);
        }
    }
}
