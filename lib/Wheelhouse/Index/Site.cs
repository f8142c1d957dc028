using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>A site as <see cref="SiteBuilder"/> laid it out, read back from its folder.</summary>
/// <param name="Folder">The absolute path of its folder.</param>
/// <param name="Root">The list of its projects.</param>
/// <param name="Pages">The page of each project, by name.</param>
public sealed record Site(string Folder, RootPage Root, IReadOnlyList<ProjectPage> Pages)
{
    /// <summary>Reads the pages of a site and checks that every file they name is there with its size.</summary>
    /// <param name="folder">The site's folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="NotASiteException">The folder holds no site.</exception>
    /// <exception cref="InvalidIndexPageException">A page is damaged.</exception>
    /// <exception cref="IncompleteSiteException">Files are missing or have another size.</exception>
    /// <exception cref="SiteFailedException">A file is there and cannot be read.</exception>
    public static Task<Site> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var place = Path.GetFullPath(folder);
        return SiteFailedException.TranslateAsync(place, () => ReadPagesAsync(place, cancellationToken));
    }

    /// <summary>Reads the METADATA that lies beside a wheel of the site.</summary>
    /// <param name="file">A file of which the site has METADATA.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SiteFailedException">It cannot be read.</exception>
    /// <exception cref="InvalidCoreMetadataException">It is damaged.</exception>
    public Task<CoreMetadata> ReadMetadataAsync(IndexFile file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, IndexLayout.Sidecar(file.FileName));
        return SiteFailedException.TranslateAsync(
            Folder,
            async () => CoreMetadata.Parse(await File.ReadAllBytesAsync(path, cancellationToken), path)
        );
    }

    /// <summary>This site with pages for a place further down; the files stay where they are.</summary>
    /// <param name="prefix">What the pages' keys begin with there: nothing, or a text that ends in a slash.</param>
    internal Site Below(string prefix) => this with { Pages = [.. Pages.Select(page => page.Moved(prefix))] };

    private static async Task<Site> ReadPagesAsync(string place, CancellationToken cancellationToken)
    {
        if (!IsAt(place))
        {
            throw new NotASiteException(place);
        }

        var rootPath = Path.Combine(place, IndexLayout.RootJson);
        var root = RootPageJson.Parse(await File.ReadAllBytesAsync(rootPath, cancellationToken), rootPath);
        var problems = new List<string>();
        var pages = new List<ProjectPage>();
        foreach (var project in root.Projects)
        {
            var path = Path.Combine(place, IndexLayout.ProjectJson(project.Name));
            if (!File.Exists(path))
            {
                problems.Add($"{path} is missing");
                continue;
            }

            var page = ProjectPageJson.Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
            problems.AddRange(page.Files.SelectMany(file => ProblemsOf(place, file)));
            pages.Add(page);
        }

        return problems.Count > 0 ? throw new IncompleteSiteException(problems, place) : new Site(place, root, pages);
    }

    /// <summary>Whether a folder holds a site.</summary>
    internal static bool IsAt(string folder) => File.Exists(Path.Combine(folder, IndexLayout.RootJson));

    private static IEnumerable<string> ProblemsOf(string folder, IndexFile file)
    {
        var wheel = new FileInfo(Path.Combine(folder, IndexLayout.Package(file.FileName)));
        if (file.IsHosted && !wheel.Exists)
        {
            yield return $"{wheel.FullName} is missing";
        }
        else if (file.IsHosted && wheel.Length != file.Size)
        {
            yield return $"{wheel.FullName} has {wheel.Length} bytes, its page says {file.Size}";
        }

        var sidecar = Path.Combine(folder, IndexLayout.Sidecar(file.FileName));
        if (file.SidecarSha256 is not null && !File.Exists(sidecar))
        {
            yield return $"{sidecar} is missing";
        }
    }
}
