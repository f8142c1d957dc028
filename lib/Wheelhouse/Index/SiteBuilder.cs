using Wheelhouse.Files;
using Wheelhouse.Names;

namespace Wheelhouse.Index;

/// <summary>Lays wheels out as a static site that any web server can serve as a package index.</summary>
public static class SiteBuilder
{
    /// <summary>Computes the pages of the wheels.</summary>
    /// <param name="wheels">The wheels, in any order.</param>
    /// <exception cref="InvalidIndexPageException">Two wheels have one file name, or a hash is none; all problems of a project are listed.</exception>
    public static SitePlan Plan(IReadOnlyList<SiteWheel> wheels)
    {
        List<IGrouping<ProjectName, SiteWheel>> projects =
        [
            .. wheels.GroupBy(wheel => wheel.Wheel.FileName.Project).OrderBy(project => project.Key),
        ];
        List<ProjectPage> pages =
        [
            .. projects.Select(project => ProjectPage.Create(project.Key, project.Select(IndexFile.Of))),
        ];
        var root = RootPage.Create(pages.Select(RootProject.Of));
        return new SitePlan(wheels, pages, root, [.. projects.SelectMany(WarningsOf)]);
    }

    /// <summary>
    /// Writes the site into a new folder and puts that in the place of the old one, which stays as it is when anything fails.
    /// Wheels are hard-linked where the file system can.
    /// </summary>
    /// <param name="plan">What to write.</param>
    /// <param name="folder">The site's folder; an existing one must be a site or empty.</param>
    /// <param name="cancellationToken">Stops the building.</param>
    /// <exception cref="NotASiteException">The folder holds something else, which would be removed.</exception>
    /// <exception cref="SiteFailedException">A wheel cannot be read, or the folder not written.</exception>
    public static Task BuildAsync(SitePlan plan, string folder, CancellationToken cancellationToken) =>
        SiteFailedException.TranslateAsync(folder, () => WriteSiteAsync(plan, folder, cancellationToken));

    private static async Task<bool> WriteSiteAsync(SitePlan plan, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !Site.IsAt(folder))
        {
            throw new NotASiteException(folder);
        }

        using var staged = StagedFolder.Create(folder);
        foreach (var wheel in plan.Wheels)
        {
            var name = wheel.Wheel.FileName;
            if (wheel.Link is null)
            {
                var package = MakeFolderFor(staged.Path, IndexLayout.Package(name));
                await HardLink.CreateOrCopyAsync(wheel.Wheel.Path, package, cancellationToken);
            }

            await WriteAsync(staged.Path, IndexLayout.Sidecar(name), wheel.Wheel.Metadata.Bytes, cancellationToken);
        }

        foreach (var page in plan.Pages)
        {
            var json = ProjectPageJson.Render(page);
            await WriteAsync(staged.Path, IndexLayout.ProjectJson(page.Name), json, cancellationToken);
            var html = ProjectPageHtml.Render(page);
            await WriteAsync(staged.Path, IndexLayout.ProjectHtml(page.Name), html, cancellationToken);
        }

        await WriteAsync(staged.Path, IndexLayout.RootJson, RootPageJson.Render(plan.Root), cancellationToken);
        await WriteAsync(staged.Path, IndexLayout.RootHtml, RootPageHtml.Render(plan.Root), cancellationToken);
        await WriteAsync(staged.Path, IndexLayout.Landing, LandingPage.Render(plan.Root), cancellationToken);
        staged.Commit();
        return true;
    }

    private static IEnumerable<SiteWarning> WarningsOf(IGrouping<ProjectName, SiteWheel> project)
    {
        foreach (var version in project.GroupBy(wheel => wheel.Wheel.FileName.Version).OrderBy(group => group.Key))
        {
            List<string> differences =
            [
                .. version
                    .SelectMany(wheel =>
                        wheel.Wheel.Metadata.RequiresDist.Select(row => (Text: row.ToString(), wheel.Wheel.FileName))
                    )
                    .Distinct()
                    .GroupBy(row => row.Text, row => row.FileName.ToString(), StringComparer.Ordinal)
                    .Where(group => group.Count() < version.Count())
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Key}: only {string.Join(", ", group.Order(StringComparer.Ordinal))}"),
            ];
            if (differences.Count > 0)
            {
                yield return new SiteWarning(project.Key, version.Key, differences);
            }
        }
    }

    private static string MakeFolderFor(string site, string key)
    {
        var path = Path.Combine(site, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static Task WriteAsync(
        string site,
        string key,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken
    ) => File.WriteAllBytesAsync(MakeFolderFor(site, key), bytes, cancellationToken);
}
