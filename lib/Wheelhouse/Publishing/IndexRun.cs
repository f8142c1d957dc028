using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// One change of an index, page after page, then the list of projects, then the run's record. What a page was before is kept
/// below <c>history/</c>. The caller gives the pages in the order in which they may change. A page gains files that the run has
/// claimed, and no others: a prune may be removing them.
/// </summary>
internal sealed class IndexRun
{
    private readonly IObjectStore store;
    private readonly PublisherOptions options;
    private readonly IndexAction action;
    private readonly PageHistory history;
    private readonly FileClaims claims;
    private readonly Dictionary<ProjectName, RootProject> rows = [];
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly List<PageChange> changes = [];
    private readonly List<string> written = [];

    public IndexRun(IObjectStore store, PublisherOptions options, IndexAction action)
    {
        (this.store, this.options, this.action) = (store, options, action);
        Id = RunId.Create(options.Time);
        history = new PageHistory(store, options);
        claims = new FileClaims(store, options, Id);
    }

    /// <summary>The run's name.</summary>
    public RunId Id { get; }

    /// <summary>The keys of the pages that were written, in this order.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>How often another publisher was faster.</summary>
    public int Conflicts { get; private set; }

    /// <summary>
    /// Claims the files that pages are about to gain, does what it is given, and ends the claim whatever came of it. Files are
    /// to be sent, or looked for, under the claim: one that was there before may be gone.
    /// </summary>
    public async Task<T> NamingAsync<T>(
        IEnumerable<IndexFile> files,
        Func<Task<T>> change,
        CancellationToken cancellationToken
    )
    {
        T result;
        try
        {
            await claims.NameAsync(files, cancellationToken);
            result = await change();
        }
        catch
        {
            await claims.GiveUpAsync();
            throw;
        }

        await claims.EndAsync(cancellationToken);
        return result;
    }

    /// <summary>Makes sure that others still heed what was claimed.</summary>
    /// <exception cref="RunTooLongException">They do not.</exception>
    public void RequireHeld() => claims.RequireHeld();

    /// <summary>Changes a project's page.</summary>
    /// <param name="project">The project.</param>
    /// <param name="change">The published page (null when there is none) to the page that should be; the same page for no change.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    public Task FlipAsync(
        ProjectName project,
        Func<ProjectPage?, ProjectPage> change,
        CancellationToken cancellationToken
    ) => FlipAsync([(project, change, false)], _ => { }, cancellationToken);

    /// <summary>Changes the pages of projects that do not need each other, several at once.</summary>
    /// <param name="pages">Each project once, with its change, and whether it had no page when somebody looked.</param>
    /// <param name="flipped">Told, from several threads, of each project whose page is as it should be.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    public async Task FlipAsync(
        IReadOnlyList<(ProjectName Project, Func<ProjectPage?, ProjectPage> Change, bool IsNew)> pages,
        Action<ProjectName> flipped,
        CancellationToken cancellationToken
    )
    {
        var flips = pages
            .Select(page =>
                (
                    Change: Claimed(page.Change),
                    Flip: Flip(IndexPages.OfProject(page.Project, store.HasKeysEndingInSlash), page.IsNew)
                )
            )
            .ToList();
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        var after = new ProjectPage[pages.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pages.Count),
            bounds,
            async (at, token) =>
            {
                after[at] = await flips[at].Flip.FlipAsync(flips[at].Change, token);
                flipped(pages[at].Project);
            }
        );
        foreach (var (flip, page) in flips.Select(row => row.Flip).Zip(after))
        {
            Count(flip);
            rows[page.Name] = IndexPages.RowOf(page);
            if (flip.After is { } changedPage)
            {
                changes.Add(PageChange.Between(flip.Before, changedPage));
            }
        }
    }

    /// <summary>
    /// Puts back a project's page that is lost or cannot be read, just as it was: its generation is that of all that was made
    /// from it. One that is there again stays.
    /// </summary>
    /// <param name="page">The page as it was.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    /// <exception cref="PlanOutdatedException">An earlier page, or one begun anew, came in its place meanwhile.</exception>
    public async Task RestoreAsync(ProjectPage page, CancellationToken cancellationToken)
    {
        var flip = Flip(IndexPages.OfProject(page.Name, store.HasKeysEndingInSlash), replacesDamaged: true);
        var after = await flip.FlipAsync(
            Claimed(published =>
                published is { Generation: var now } && now < page.Generation
                    ? throw new PlanOutdatedException(page.Name, now, store.Location)
                    : published ?? page
            ),
            cancellationToken
        );
        Count(flip);
        rows[page.Name] = IndexPages.RowOf(after);
    }

    /// <summary>Brings the list of projects up to the pages, and writes down what was done.</summary>
    /// <param name="unchanged">Rows of projects whose pages did not change, which the list may lack.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    /// <param name="restored">The list to begin with where the published one is lost, cannot be read, or is an earlier one.</param>
    /// <returns>The record; null when nothing was changed but derived pages.</returns>
    public async Task<ReleaseRecord?> FinishAsync(
        IEnumerable<RootProject> unchanged,
        CancellationToken cancellationToken,
        RootPage? restored = null
    )
    {
        var additions = RootPage.Create(unchanged.Where(row => !rows.ContainsKey(row.Name)).Concat(rows.Values));
        var flip = Flip(IndexPages.OfRoot(store.HasKeysEndingInSlash), replacesDamaged: restored is not null);
        var root = await flip.FlipAsync(
            published => Restored(published, restored)?.Merge(additions) ?? additions,
            cancellationToken
        );
        Count(flip);
        if (changes.Count == 0 && flip.After is null)
        {
            return null;
        }

        // The record makes the run official: what belongs to it is there before.
        if (options.LockFile is { } lockFile)
        {
            var key = ReleaseRecords.LockFileKey(Id);
            await store.PutAsync(key, lockFile, StoredOptions.LockFile, PutCondition.None, cancellationToken);
        }

        if (options.Wheelhouse is { } wheelhouse)
        {
            await new WheelhouseFiles(store, options).WriteAsync(wheelhouse, Id, cancellationToken);
        }

        var record = new ReleaseRecord(Id, action, options.Time.GetUtcNow(), root.Generation, changes)
        {
            Commit = options.Commit,
        };
        await new ReleaseRecords(store).WriteAsync(record, cancellationToken);
        return record;
    }

    // A publisher that found the list lost may have begun one.
    private static RootPage? Restored(RootPage? published, RootPage? restored) =>
        published is null ? restored
        : restored?.Generation > published.Generation ? restored.Merge(published)
        : published;

    private Func<ProjectPage?, ProjectPage> Claimed(Func<ProjectPage?, ProjectPage> change) =>
        published =>
        {
            var page = change(published);
            if (!ReferenceEquals(page, published))
            {
                var named = (published?.Files ?? []).Select(file => file.FileName).ToHashSet();
                if (page.Files.Any(file => !named.Contains(file.FileName) && !claims.MayName(file)))
                {
                    throw new PlanOutdatedException(page.Name, published?.Generation ?? 0, store.Location);
                }
            }

            return page;
        };

    private PageFlip<T> Flip<T>(PageForms<T> forms, bool isNew = false, bool replacesDamaged = false)
        where T : class
    {
        var key = forms.Truth.Key;
        // A page that this run made itself is no state of the index to go back to.
        return new PageFlip<T>(
            store,
            forms,
            options,
            changed.Contains(key) ? null : (bytes, token) => history.SaveAsync(Id, key, bytes, token)
        )
        {
            IsNew = isNew,
            ReplacesDamaged = replacesDamaged,
        };
    }

    private void Count<T>(PageFlip<T> flip)
        where T : class
    {
        changed.UnionWith(flip.Written);
        written.AddRange(flip.Written);
        Conflicts += flip.Conflicts;
    }
}
