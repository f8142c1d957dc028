using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>
/// Plans to offer a version of one channel in another: the version itself and every version that an installation of it takes
/// in the channel where it is, on any machine that the wheels are for. No file is copied; pages gain what others need first.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">How, and the channel that gains the version; the defaults when null.</param>
public sealed class PromotionPlanner(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();

    /// <summary>Plans to promote a version.</summary>
    /// <param name="from">The channel that has it.</param>
    /// <param name="project">The project.</param>
    /// <param name="version">Its version.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NotPublishedException">The channel has no such version.</exception>
    /// <exception cref="NotInstallableException">The version cannot be installed from there, so it could not be from here.</exception>
    /// <exception cref="PublishedFileDiffersException">A file is on both channels' pages with different bytes.</exception>
    /// <exception cref="LostPageException">A page that the promoted files would go on is lost.</exception>
    /// <exception cref="InvalidIndexPageException">A page is damaged.</exception>
    /// <exception cref="StoreOperationFailedException">A page could not be read.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<ChangePlan> PlanAsync(
        Channel from,
        ProjectName project,
        PythonVersion version,
        CancellationToken cancellationToken
    )
    {
        var source = from.Of(store);
        var wanted = Requirement.Parse($"{project}=={version.Normalized}");
        var reachable = new ReachableFiles(source, options);
        await reachable.FindAsync(wanted, cancellationToken);
        var page = reachable.Pages.GetValueOrDefault(project);
        if (page?.Versions.Contains(version) != true)
        {
            throw new NotPublishedException(project, version, page?.Versions, source.Location);
        }

        var taken = TakenBy(wanted, reachable, source.Location);
        var files = reachable
            .Pages.Values.SelectMany(published => published.Files)
            .Where(file => taken.Contains((file.FileName.Project, file.FileName.Version)))
            .ToLookup(file => file.FileName.Project);
        var target = options.Channel.Of(store);
        var list = IndexPages.OfRoot(target.HasKeysEndingInSlash);
        var root = await new PageFlip<RootPage>(target, list, options).ReadAsync(cancellationToken);
        var steps = new List<PlannedChange>();
        foreach (var name in await new StoredNeeds(source, options).OrderAsync(files, cancellationToken))
        {
            var additions = ProjectPage.Create(name, files[name].Select(Canonical)).Moved(options.Channel.Root);
            var forms = IndexPages.OfProject(name, target.HasKeysEndingInSlash);
            var published = await new PageFlip<ProjectPage>(target, forms, options).ReadAsync(cancellationToken);
            if (published is null)
            {
                LostPageException.ThrowIfKnown(name, root, target.Location);
            }

            steps.Add(new PlannedChange(published, there => there?.Merge(additions) ?? additions));
        }

        return new ChangePlan(IndexAction.Promote, target.Location, steps);
    }

    private static IndexFile Canonical(IndexFile file) =>
        file.IsHosted ? file with { Url = IndexLayout.FileUrl(file.FileName) } : file;

    // Whole versions: a machine that the tags do not tell of, such as one with an older glibc, may want another of the files.
    private static HashSet<(ProjectName Project, PythonVersion Version)> TakenBy(
        Requirement wanted,
        ReachableFiles reachable,
        string location
    )
    {
        var environments = TaggedEnvironments.Of(reachable.Wheels.Select(wheel => wheel.FileName));
        var report = ClosureAudit.Audit([wanted], reachable.Wheels, environments, reachable.Yanked);
        var closed = report.Environments.Where(environment => environment.IsClosed).ToList();
        return closed.Count == 0
            ? throw new NotInstallableException(
                wanted,
                report
                    .Environments.OrderByDescending(environment => environment.Needed.Count)
                    .ThenBy(environment => environment.Problems.Count)
                    .First(),
                location
            )
            : closed
                .SelectMany(environment => environment.Needed)
                .Select(needed => (needed.Wheel.FileName.Project, needed.Wheel.FileName.Version))
                .ToHashSet();
    }
}
