using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// The pages of projects that a publish does not have, as far as a run that was killed left them behind: a form that is not as
/// the JSON page says, or a page that the list of projects does not know as it is. Only pages that the listing makes suspect
/// are read. What cannot be read, or is no page of ours, is told and left: the publish does not need it.
/// </summary>
internal sealed class LeftBehindPages(IObjectStore store, PublisherOptions options)
{
    private readonly ConcurrentBag<PlannedPage> pages = [];
    private readonly ConcurrentBag<Finding> unmended = [];

    /// <summary>Those that a publish can mend, by project.</summary>
    public IReadOnlyList<PlannedPage> Pages => [.. pages.OrderBy(page => page.Project)];

    /// <summary>What it leaves as it is, by key.</summary>
    public IReadOnlyList<Finding> Unmended => [.. unmended.OrderBy(finding => finding.Key, StringComparer.Ordinal)];

    /// <summary>Finds them.</summary>
    /// <param name="listing">The pages' listing, read after the list of projects.</param>
    /// <param name="root">The list of projects; null where there is none.</param>
    /// <param name="own">The projects that are published, which are looked at anyway.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StoreOperationFailedException">A page could not be read: it is not taken for absent.</exception>
    public Task FindAsync(
        PageListing listing,
        RootPage? root,
        IReadOnlySet<ProjectName> own,
        CancellationToken cancellationToken
    )
    {
        var rows = root?.Projects.ToDictionary(row => row.Name) ?? [];
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        return Parallel.ForEachAsync(
            listing.Suspects(root, rows).Where(project => !own.Contains(project)),
            bounds,
            async (project, token) => await ReadAsync(project, rows.GetValueOrDefault(project), token)
        );
    }

    private async Task ReadAsync(ProjectName project, RootProject? known, CancellationToken cancellationToken)
    {
        var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash);
        var flip = new PageFlip<ProjectPage>(store, forms, options);
        try
        {
            // The forms first: the truth is never older than what was made from it.
            var left = await flip.ReadLeftAsync(cancellationToken);
            var page = await flip.ReadAsync(cancellationToken);
            var latest = left.Select(form => form.Generation).Append(known?.PageGeneration ?? 0).Max();
            if (page is null && latest == 0)
            {
                return;
            }

            if (page is null || page.Generation < latest)
            {
                var found = page is null ? "not there" : $"of generation {page.Generation}";
                Leave(forms.Truth.Key, $"{found}, and generation {latest} was made from it");
                return;
            }

            var keys = await flip.StaleKeysAsync(page, page, cancellationToken);
            var row = IndexPages.RowOf(page);
            if (keys.Count > 0 || known is null || !ReferenceEquals(known.Merge(row), known))
            {
                pages.Add(new PlannedPage(project, page.Generation, page.Generation, row, keys));
            }
        }
        catch (WheelhouseException error) when (error is InvalidIndexPageException or ForeignPageException)
        {
            Leave(error is ForeignPageException foreign ? foreign.Key : forms.Truth.Key, error.What);
        }
    }

    private void Leave(string key, string detail) =>
        unmended.Add(new Finding(FindingKind.LostPage, options.Channel.Root + key, detail));
}
