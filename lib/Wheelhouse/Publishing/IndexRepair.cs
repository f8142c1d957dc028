using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Makes the pages anew that are not as the JSON pages say, which are the truth and stay as they are; restores a project's
/// JSON page that is lost or cannot be read, where another key has it as the list of projects knows it; and makes a list of
/// projects that is lost or cannot be read, from the pages of its projects.
/// </summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How; the defaults when null.</param>
public sealed class IndexRepair(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();

    /// <summary>Finds what is to be done.</summary>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<RepairPlan> PlanAsync(CancellationToken cancellationToken) =>
        new(await new StatusReader(store, options).ReadAsync(cancellationToken));

    /// <summary>Does what a plan says.</summary>
    /// <returns>The keys that were written.</returns>
    /// <exception cref="PlanOutdatedException">A page is gone.</exception>
    /// <exception cref="PageGenerationException">A JSON page went back to an older one.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(RepairPlan plan, CancellationToken cancellationToken)
    {
        var stale = plan.Mended.Select(finding => finding.Key).ToHashSet();
        var written = new List<string>();
        foreach (var status in plan.Status.Channels)
        {
            var (channel, generation, pages) = status;
            var seen = channel.Of(store);
            var run = new IndexRun(seen, options, IndexAction.Repair);
            if (status.RestoredPages.Count > 0)
            {
                await RestoreAsync(run, status.RestoredPages, cancellationToken);
            }

            foreach (
                var page in pages.Where(page => IsStale(IndexPages.OfProject(page.Name, seen.HasKeysEndingInSlash)))
            )
            {
                await run.FlipAsync(
                    page.Name,
                    published => published ?? throw new PlanOutdatedException(page.Name, 0, seen.Location),
                    cancellationToken
                );
            }

            // A list of projects that is lost and not to be restored is not begun anew: its generation would go back.
            if (
                status.RestoredList is not null
                || (generation > 0 && (IsStale(IndexPages.OfRoot(seen.HasKeysEndingInSlash)) || run.Written.Count > 0))
            )
            {
                await run.FinishAsync(pages.Select(IndexPages.RowOf), cancellationToken, status.RestoredList);
            }

            written.AddRange(run.Written.Select(key => channel.Root + key));

            bool IsStale<T>(PageForms<T> forms)
                where T : class => forms.Keys.Any(key => stale.Contains(channel.Root + key));
        }

        return written;
    }

    // Each page names its files anew. None of them is looked for again: no prune removes files while a page is lost, and of one
    // that is gone all the same the plan tells; its page comes back nevertheless, for all its other files.
    private static Task<bool> RestoreAsync(
        IndexRun run,
        IReadOnlyList<ProjectPage> pages,
        CancellationToken cancellationToken
    ) =>
        run.NamingAsync(
            pages.SelectMany(page => page.Files),
            async () =>
            {
                foreach (var page in pages)
                {
                    await run.RestoreAsync(page, cancellationToken);
                }

                return true;
            },
            cancellationToken
        );
}
