using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>
/// Plans to yank a version, or to take that back: installers pass over yanked files unless they are pinned, and whoever
/// pinned them still gets them.
/// See <see href="https://peps.python.org/pep-0592/">PEP 592</see>.
/// </summary>
/// <param name="store">The store, not seen through a channel; that is in the options.</param>
/// <param name="options">How; the defaults when null.</param>
public sealed class YankPlanner(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();
    private readonly IObjectStore store = (options?.Channel ?? Channel.Main).Of(store);

    /// <summary>Plans to change all files of a version.</summary>
    /// <param name="project">The project.</param>
    /// <param name="version">The version.</param>
    /// <param name="reason">Why it is yanked, perhaps empty; null to unyank it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NotPublishedException">The index has no such version.</exception>
    /// <exception cref="InvalidIndexPageException">The page is damaged.</exception>
    /// <exception cref="StoreOperationFailedException">The page could not be read.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<ChangePlan> PlanAsync(
        ProjectName project,
        PythonVersion version,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash);
        var published = await new PageFlip<ProjectPage>(store, forms, options).ReadAsync(cancellationToken);
        var action = reason is null ? IndexAction.Unyank : IndexAction.Yank;
        return new ChangePlan(action, store.Location, [new PlannedChange(published, Yank)]);

        ProjectPage Yank(ProjectPage? page) =>
            page?.Versions.Contains(version) == true
                ? page.Yank(version, reason)
                : throw new NotPublishedException(project, version, page?.Versions, store.Location);
    }
}
