using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Plans to put an index back to what it was after an earlier run. First come the files that it had then and has no more, what
/// is needed before what needs it, then go those that came since, what needs others first: the visible set stays closed.
/// Generations go on growing.
/// </summary>
/// <param name="store">The store, not seen through a channel; that is in the options.</param>
/// <param name="options">How; the defaults when null.</param>
public sealed class RollbackPlanner(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();
    private readonly IObjectStore store = (options?.Channel ?? Channel.Main).Of(store);

    /// <summary>Plans to go back to the state that a run left.</summary>
    /// <exception cref="UnknownRunException">There is no record of the run.</exception>
    /// <exception cref="HistoryMissingException">Pages or files of that time are no longer kept; all are listed.</exception>
    /// <exception cref="InvalidIndexPageException">A page is damaged.</exception>
    /// <exception cref="StoreOperationFailedException">A page could not be read.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<ChangePlan> PlanAsync(RunId run, CancellationToken cancellationToken)
    {
        var record =
            await new ReleaseRecords(store).FindAsync(run, cancellationToken)
            ?? throw new UnknownRunException(run, store.Location);
        var history = new PageHistory(store, options);
        var targets = await FindTargetsAsync(record, history, cancellationToken);
        var missing = new List<string>();
        var pages = new List<(ProjectPage Now, ProjectPage Then)>();
        foreach (var (project, generation) in targets)
        {
            if (await ReadAsync(project, cancellationToken) is not { } now || now.Generation == generation)
            {
                continue;
            }

            var then =
                generation == 0
                    ? now.WithFiles([])
                    : await history.FindAsync(project, generation, run, cancellationToken);
            if (then is null)
            {
                missing.Add($"the page of {project} of generation {generation}");
            }
            else
            {
                pages.Add((now, then));
            }
        }

        missing.AddRange(await MissingFilesAsync(pages, cancellationToken));
        return missing.Count > 0
            ? throw new HistoryMissingException(run, missing, store.Location)
            : new ChangePlan(IndexAction.Rollback, store.Location, await StepsAsync(pages, cancellationToken));
    }

    // The generation that each project's page had, 0 where it had none: of those that changed since.
    private async Task<IReadOnlyDictionary<ProjectName, long>> FindTargetsAsync(
        ReleaseRecord record,
        PageHistory history,
        CancellationToken cancellationToken
    )
    {
        var forms = IndexPages.OfRoot(store.HasKeysEndingInSlash);
        var now = await new PageFlip<RootPage>(store, forms, options).ReadAsync(cancellationToken);
        var then =
            now?.Generation == record.RootGeneration
                ? now
                : await history.FindRootAsync(record.RootGeneration, record.Run, cancellationToken);
        if (then is null || now is null)
        {
            throw new HistoryMissingException(
                record.Run,
                [$"the list of projects of generation {record.RootGeneration}"],
                store.Location
            );
        }

        var generations = then.Projects.ToDictionary(project => project.Name, project => project.PageGeneration);
        var changed = now
            .Projects.Where(project => project.PageGeneration != generations.GetValueOrDefault(project.Name))
            .Select(project => project.Name)
            // A run that was killed may have changed pages and not the list.
            .Union(await history.ProjectsReplacedAfterAsync(record.Run, cancellationToken));
        return changed.ToDictionary(project => project, project => generations.GetValueOrDefault(project));
    }

    private Task<ProjectPage?> ReadAsync(ProjectName project, CancellationToken cancellationToken) =>
        new PageFlip<ProjectPage>(store, IndexPages.OfProject(project, store.HasKeysEndingInSlash), options).ReadAsync(
            cancellationToken
        );

    private async Task<IEnumerable<string>> MissingFilesAsync(
        IEnumerable<(ProjectPage Now, ProjectPage Then)> pages,
        CancellationToken cancellationToken
    )
    {
        var missing = new List<string>();
        foreach (var file in pages.SelectMany(page => PageChange.Between(page.Now, page.Then).Added))
        {
            // What installs is the file; the METADATA beside it never goes before it.
            var key = IndexLayout.Objects(file).FirstOrDefault();
            if (key is not null && await store.HeadAsync(key, cancellationToken) is null)
            {
                missing.Add(key);
            }
        }

        return missing;
    }

    private async Task<IReadOnlyList<PlannedChange>> StepsAsync(
        List<(ProjectPage Now, ProjectPage Then)> pages,
        CancellationToken cancellationToken
    )
    {
        var files = pages
            .SelectMany(page => page.Now.Files.Concat(page.Then.Files))
            .DistinctBy(file => file.FileName)
            .ToLookup(file => file.FileName.Project);
        var order = await new StoredNeeds(store, options).OrderAsync(files, cancellationToken);
        var byProject = pages.ToDictionary(page => page.Now.Name);
        var additions = new List<PlannedChange>();
        var removals = new List<PlannedChange>();
        foreach (var (now, then) in order.Where(byProject.ContainsKey).Select(project => byProject[project]))
        {
            // Also where nothing comes: an attempt that was killed may have left its HTML behind.
            var between = Additions(now, then);
            additions.Add(PlannedChange.Exactly(now, between, store.Location));
            var change = PageChange.Between(between, then);
            if (change.Removed.Count + change.Yanked.Count > 0)
            {
                removals.Insert(0, PlannedChange.Exactly(between, between.WithFiles(then.Files), store.Location));
            }
        }

        return [.. additions, .. removals];
    }

    // The page with all that was there then and is not now, and with all that came since.
    private static ProjectPage Additions(ProjectPage now, ProjectPage then)
    {
        var change = PageChange.Between(now, then);
        if (change.Added.Count + change.Unyanked.Count == 0)
        {
            return now;
        }

        var unyanked = change.Unyanked.Select(file => file.FileName).ToHashSet();
        return now.WithFiles(
            now.Files.Select(file => unyanked.Contains(file.FileName) ? file with { Yanked = null } : file)
                .Concat(change.Added)
        );
    }
}
