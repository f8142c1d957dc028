using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>What a publish adds to the list of projects.</summary>
internal static class RootRows
{
    /// <summary>
    /// The site's projects with their newest published version, which may be an older publisher's; the site's summary goes
    /// with the site's own newest version alone.
    /// </summary>
    public static RootPage Of(Site site, IReadOnlyDictionary<ProjectName, PythonVersion?> latest) =>
        RootPage.Create(
            site.Root.Projects.Select(row =>
                latest[row.Name] == row.LatestVersion ? row : new RootProject(row.Name, latest[row.Name], Summary: null)
            )
        );
}
