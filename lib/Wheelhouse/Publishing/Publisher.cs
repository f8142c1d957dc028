using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Publishes a site to a store that people install from meanwhile. At every instant the files named by the visible pages
/// exist, and what is installable stays installable: files first, then the pages, what is needed before what needs it.
/// A publish that was killed anywhere is completed by the next one; several publishers at once merge their pages.
/// </summary>
public sealed class Publisher
{
    private readonly IObjectStore store;
    private readonly PublisherOptions options;

    /// <summary>Makes a publisher; nothing is read or written yet.</summary>
    /// <param name="store">Where to publish; the channel is in the options.</param>
    /// <param name="options">How; the defaults when null.</param>
    public Publisher(IObjectStore store, PublisherOptions? options = null)
    {
        this.options = options ?? new PublisherOptions();
        this.store = this.options.Channel.Of(store);
    }

    /// <summary>Compares a site with the store; changes nothing.</summary>
    /// <param name="siteFolder">The folder that <see cref="SiteBuilder"/> made.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NotASiteException">The folder holds no site.</exception>
    /// <exception cref="IncompleteSiteException">Files of the site are missing.</exception>
    /// <exception cref="InvalidIndexPageException">A page of the site or of the store is damaged.</exception>
    /// <exception cref="ForeignPageException">The store has pages of another program, or HTML pages without their JSON.</exception>
    /// <exception cref="LostPageException">A project that the list of projects knows has no page any more.</exception>
    /// <exception cref="StoreOperationFailedException">A page could not be read: it is not taken for absent.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<PublishPlan> PlanAsync(string siteFolder, CancellationToken cancellationToken)
    {
        var site = await Site.ReadAsync(siteFolder, cancellationToken);
        return await new PublishPlanner(store, options, site.Below(options.Channel.Root)).PlanAsync(cancellationToken);
    }

    /// <summary>
    /// Does what a plan says. What changed in the store since is merged, so that a plan of yesterday is as safe as one of now.
    /// </summary>
    /// <param name="plan">A plan for this store.</param>
    /// <param name="progress">Told after each file and page; null where nobody looks.</param>
    /// <param name="cancellationToken">Stops between two operations of the store; what was done stays done and is harmless.</param>
    /// <exception cref="PublishRefusedException">Files would change, or another run is publishing others under their names; no page was touched.</exception>
    /// <exception cref="FilesBeingRemovedException">A prune is removing a file of the site; no page was touched.</exception>
    /// <exception cref="RunTooLongException">It took a day between its first file and its last page.</exception>
    /// <exception cref="PlanOutdatedException">A page lost files since the plan was made, which had them there already.</exception>
    /// <exception cref="PublishedFileDiffersException">Another publisher put a file of the same name on a page meanwhile.</exception>
    /// <exception cref="StagedPagesLeftException">The pages of a trial could not be removed; no page was touched.</exception>
    /// <exception cref="SiteFileChangedException">A file of the site was damaged after it was built; no page was touched.</exception>
    /// <exception cref="ContendedKeyException">Other publishers were faster at every attempt.</exception>
    /// <exception cref="ForeignPageException">A page of another program stands where ours belongs.</exception>
    /// <exception cref="PageGenerationException">A JSON page of the store went back to an older one.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written.</exception>
    public Task<PublishResult> ApplyAsync(
        PublishPlan plan,
        IProgress<PublishProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (plan.Location != store.Location)
        {
            throw new ArgumentException(
                $"The plan is for {plan.Location}, and this store is {store.Location}",
                nameof(plan)
            );
        }

        return new PublishRun(store, options, plan, progress).RunAsync(cancellationToken);
    }
}
