using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Compares a site with a store: a listing of the pages, one read for each form of each page that is not as the listing should
/// show it, and none for each file.
/// </summary>
internal sealed class PublishPlanner(IObjectStore store, PublisherOptions options, Site site)
{
    private readonly ConcurrentBag<PlannedFile> files = [];
    private readonly ConcurrentDictionary<ProjectName, PlannedPage> pages = new();
    private readonly LeftBehindPages leftBehind = new(store, options);

    public async Task<PublishPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var rootFlip = new PageFlip<RootPage>(store, IndexPages.OfRoot(store.HasKeysEndingInSlash), options);
        var root = await rootFlip.ReadAsync(cancellationToken);
        var known = KnownPages(root);
        var listing = await PageListing.ReadAsync(store, cancellationToken);
        if (root is null)
        {
            await RequireTruthAsync(listing, cancellationToken);
        }

        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            site.Pages,
            bounds,
            async (page, token) =>
            {
                if (known.TryGetValue(page.Name, out var row) && listing.Shows(row))
                {
                    Keep(page, row);
                }
                else if (listing.ShowsNone(page.Name))
                {
                    LostPageException.ThrowIfKnown(page.Name, root, store.Location);
                    Add(page);
                }
                else
                {
                    await PlanPageAsync(page, root, token);
                }
            }
        );
        await leftBehind.FindAsync(listing, root, site.Pages.Select(page => page.Name).ToHashSet(), cancellationToken);
        // Where nothing changes there is no order to find, and no METADATA to read for it.
        var waves = pages.Values.Any(page => page.Keys.Count > 0)
            ? await WavesAsync(cancellationToken)
            :
            [
                [.. site.Pages.Select(page => page.Name)],
            ];
        return new PublishPlan(
            site,
            store.Location,
            [.. files.OrderBy(file => file.File.FileName.ToString(), StringComparer.Ordinal)],
            [.. waves.SelectMany((wave, number) => wave.Select(project => pages[project] with { Wave = number }))],
            await rootFlip.StaleKeysAsync(root, Merged(root), cancellationToken)
        )
        {
            LeftBehind = leftBehind.Pages,
            Unmended = leftBehind.Unmended,
        };
    }

    // Of which the list of projects says that they name the very files that the site has.
    private Dictionary<ProjectName, RootProject> KnownPages(RootPage? root)
    {
        var rows = root?.Projects.ToDictionary(row => row.Name) ?? [];
        return site
            .Pages.Where(page =>
                rows.GetValueOrDefault(page.Name)?.Marks is { } marks && marks.FilesSha256 == PageMarks.FilesOf(page)
            )
            .ToDictionary(page => page.Name, page => rows[page.Name]);
    }

    private void Keep(ProjectPage page, RootProject row)
    {
        foreach (var file in page.Files)
        {
            files.Add(new PlannedFile(file, PlannedFileState.Published, 0, file.Sha256));
        }

        pages[page.Name] = new PlannedPage(page.Name, row.PageGeneration, row.PageGeneration, row, []);
    }

    private void Add(ProjectPage page)
    {
        foreach (var file in page.Files)
        {
            files.Add(PlanFile(file, published: null));
        }

        var forms = IndexPages.OfProject(page.Name, store.HasKeysEndingInSlash);
        pages[page.Name] = new PlannedPage(page.Name, 0, page.Generation, IndexPages.RowOf(page), [.. forms.Keys]);
    }

    // A store with HTML pages alone is no empty store, also where the site has none of their projects. The listing may be older
    // than a JSON page that another publisher wrote meanwhile.
    private async Task RequireTruthAsync(PageListing listing, CancellationToken cancellationToken)
    {
        foreach (var (key, project) in listing.WithoutTruth())
        {
            var truth = IndexLayout.ProjectJson(project);
            if (await store.HeadAsync(truth, cancellationToken) is null)
            {
                throw new ForeignPageException(key, truth, store.Location);
            }
        }
    }

    private async Task PlanPageAsync(ProjectPage page, RootPage? root, CancellationToken cancellationToken)
    {
        var flip = new PageFlip<ProjectPage>(
            store,
            IndexPages.OfProject(page.Name, store.HasKeysEndingInSlash),
            options
        );
        var published = await flip.ReadAsync(cancellationToken);
        var known = published?.Files.ToDictionary(file => file.FileName) ?? [];
        var refused = false;
        foreach (var file in page.Files)
        {
            var planned = PlanFile(file, known.GetValueOrDefault(file.FileName));
            files.Add(planned);
            refused |= planned.State == PlannedFileState.Refused;
        }

        var merged = refused ? published! : published?.Merge(page) ?? page;
        IReadOnlyList<string> keys = refused ? [] : await flip.StaleKeysAsync(published, merged, cancellationToken);
        if (published is null)
        {
            LostPageException.ThrowIfKnown(page.Name, root, store.Location);
        }

        pages[page.Name] = new PlannedPage(
            page.Name,
            published?.Generation ?? 0,
            merged.Generation,
            IndexPages.RowOf(merged),
            keys
        );
    }

    private PlannedFile PlanFile(IndexFile file, IndexFile? published)
    {
        if (published is null)
        {
            return new PlannedFile(file, PlannedFileState.New, BytesOf(file), null);
        }

        var state = published.Sha256 == file.Sha256 ? PlannedFileState.Published : PlannedFileState.Refused;
        return new PlannedFile(file, state, 0, published.Sha256);
    }

    private long BytesOf(IndexFile file)
    {
        var sidecar = Path.Combine(site.Folder, IndexLayout.Sidecar(file.FileName));
        return (file.IsHosted ? file.Size : 0) + (file.SidecarSha256 is null ? 0 : new FileInfo(sidecar).Length);
    }

    private RootPage Merged(RootPage? root)
    {
        var rows = RootPage.Create(pages.Values.Concat(leftBehind.Pages).Select(page => page.Row));
        return root?.Merge(rows) ?? rows;
    }

    // Markers are ignored: a need that holds somewhere is a need.
    private async Task<IReadOnlyList<IReadOnlyList<ProjectName>>> WavesAsync(CancellationToken cancellationToken)
    {
        var needs = new ConcurrentDictionary<ProjectName, IReadOnlySet<ProjectName>>();
        await Parallel.ForEachAsync(
            site.Pages,
            cancellationToken,
            async (page, token) =>
            {
                var needed = new HashSet<ProjectName>();
                foreach (var file in page.Files.Where(file => file.IsHosted && file.CoreMetadataSha256 is not null))
                {
                    var metadata = await site.ReadMetadataAsync(file, token);
                    needed.UnionWith(metadata.RequiresDist.Select(requirement => requirement.ProjectName));
                }

                needs[page.Name] = needed;
            }
        );
        return DependencyOrder.WavesOf(needs);
    }
}
