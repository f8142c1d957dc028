using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// One change of an index, page after page, then the list of projects, then the run's record. What a page was before is kept
/// below <c>history/</c>. The caller gives the pages in the order in which they may change.
/// </summary>
internal sealed class IndexRun(IObjectStore store, PublisherOptions options, IndexAction action)
{
    private readonly PageHistory history = new(store, options);
    private readonly Dictionary<ProjectName, RootProject> rows = [];
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly List<PageChange> changes = [];
    private readonly List<string> written = [];

    /// <summary>The run's name.</summary>
    public RunId Id { get; } = RunId.Create(options.Time);

    /// <summary>The keys of the pages that were written, in this order.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>How often another publisher was faster.</summary>
    public int Conflicts { get; private set; }

    /// <summary>Changes a project's page.</summary>
    /// <param name="project">The project.</param>
    /// <param name="change">The published page (null when there is none) to the page that should be; the same page for no change.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    public async Task FlipAsync(
        ProjectName project,
        Func<ProjectPage?, ProjectPage> change,
        CancellationToken cancellationToken
    )
    {
        var flip = Flip(IndexPages.OfProject(project, store.HasKeysEndingInSlash));
        rows[project] = IndexPages.RowOf(await FlipAsync(flip, change, cancellationToken));
        if (flip.After is { } after)
        {
            changes.Add(PageChange.Between(flip.Before, after));
        }
    }

    /// <summary>Brings the list of projects up to the pages, and writes down what was done.</summary>
    /// <param name="unchanged">Rows of projects whose pages did not change, which the list may lack.</param>
    /// <param name="cancellationToken">Stops between two operations of the store.</param>
    /// <returns>The record; null when nothing was changed but derived pages.</returns>
    public async Task<ReleaseRecord?> FinishAsync(
        IEnumerable<RootProject> unchanged,
        CancellationToken cancellationToken
    )
    {
        var additions = RootPage.Create(unchanged.Where(row => !rows.ContainsKey(row.Name)).Concat(rows.Values));
        var flip = Flip(IndexPages.OfRoot(store.HasKeysEndingInSlash));
        var root = await FlipAsync(flip, published => published?.Merge(additions) ?? additions, cancellationToken);
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

        var record = new ReleaseRecord(Id, action, options.Time.GetUtcNow(), root.Generation, changes)
        {
            Commit = options.Commit,
        };
        await new ReleaseRecords(store).WriteAsync(record, cancellationToken);
        return record;
    }

    private PageFlip<T> Flip<T>(PageForms<T> forms)
        where T : class
    {
        var key = forms.Truth.Key;
        // A page that this run made itself is no state of the index to go back to.
        return new PageFlip<T>(
            store,
            forms,
            options,
            changed.Contains(key) ? null : (bytes, token) => history.SaveAsync(Id, key, bytes, token)
        );
    }

    private async Task<T> FlipAsync<T>(PageFlip<T> flip, Func<T?, T> change, CancellationToken cancellationToken)
        where T : class
    {
        var page = await flip.FlipAsync(change, cancellationToken);
        changed.UnionWith(flip.Written);
        written.AddRange(flip.Written);
        Conflicts += flip.Conflicts;
        return page;
    }
}
