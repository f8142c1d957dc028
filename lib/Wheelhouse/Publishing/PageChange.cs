using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>How a project's page differs from the one before.</summary>
/// <param name="Project">The project.</param>
/// <param name="Generation">The page's generation afterwards.</param>
/// <param name="Added">The files that came, as the page has them.</param>
/// <param name="Removed">The files that went, as the page had them.</param>
/// <param name="Yanked">The files that were marked, or marked with another reason, as the page has them.</param>
/// <param name="Unyanked">The files whose mark was taken away, as the page has them.</param>
public sealed record PageChange(
    ProjectName Project,
    long Generation,
    IReadOnlyList<IndexFile> Added,
    IReadOnlyList<IndexFile> Removed,
    IReadOnlyList<IndexFile> Yanked,
    IReadOnlyList<IndexFile> Unyanked
)
{
    /// <summary>Compares a page with the one before.</summary>
    /// <param name="before">Null where there was none.</param>
    /// <param name="after">A page of the same project.</param>
    public static PageChange Between(ProjectPage? before, ProjectPage after)
    {
        var old = (before?.Files ?? []).ToDictionary(file => file.FileName);
        var kept = after.Files.Where(file => old.ContainsKey(file.FileName)).ToList();
        var names = after.Files.Select(file => file.FileName).ToHashSet();
        return new PageChange(
            after.Name,
            after.Generation,
            [.. after.Files.Where(file => !old.ContainsKey(file.FileName))],
            [.. old.Values.Where(file => !names.Contains(file.FileName))],
            [.. kept.Where(file => file.Yanked is not null && old[file.FileName].Yanked != file.Yanked)],
            [.. kept.Where(file => file.Yanked is null && old[file.FileName].Yanked is not null)]
        );
    }
}
