using System.Globalization;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// A project's page: its files by version, newest last, then by file name. The JSON form is the truth, HTML is made from it.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">the simple repository API</see>.
/// </summary>
public sealed class ProjectPage
{
    private ProjectPage(ProjectName name, IReadOnlyList<IndexFile> files, long generation)
    {
        Name = name;
        Files = files;
        Generation = generation;
    }

    /// <summary>The project.</summary>
    public ProjectName Name { get; }

    /// <summary>Its files, by version, newest last, then by file name.</summary>
    public IReadOnlyList<IndexFile> Files { get; }

    /// <summary>How often the page has changed, the first time included; it only grows.</summary>
    public long Generation { get; }

    /// <summary>What its maintainers say of the project; null where they say nothing.</summary>
    public ProjectStatus? Status { get; private init; }

    /// <summary>The index's own keys of this page.</summary>
    public OwnKeys OwnKeys { get; private init; } = OwnKeys.None;

    /// <summary>The versions of the files, each once, newest last.</summary>
    public IReadOnlyList<PythonVersion> Versions => [.. Files.Select(file => file.FileName.Version).Distinct()];

    /// <summary>The newest version that is not yanked, final releases before all others; null when all are yanked.</summary>
    public PythonVersion? LatestVersion
    {
        get
        {
            var versions = Files.Where(file => file.Yanked is null).Select(file => file.FileName.Version).ToList();
            return versions.LastOrDefault(version => !version.IsPrerelease) ?? versions.LastOrDefault();
        }
    }

    /// <summary>Makes a page of files in any order.</summary>
    /// <param name="name">The project that all the files belong to.</param>
    /// <param name="files">The files.</param>
    /// <param name="generation">1 for a page that is not published yet.</param>
    /// <param name="status">What its maintainers say of the project.</param>
    /// <param name="ownKeys">The index's own keys.</param>
    /// <exception cref="InvalidIndexPageException">A file of another project, two files of one name, or an invalid hash, size or URL; all are listed.</exception>
    public static ProjectPage Create(
        ProjectName name,
        IEnumerable<IndexFile> files,
        long generation = 1,
        ProjectStatus? status = null,
        OwnKeys? ownKeys = null
    )
    {
        IReadOnlyList<IndexFile> sorted =
        [
            .. files
                .OrderBy(file => file.FileName.Version)
                .ThenBy(file => file.FileName.ToString(), StringComparer.Ordinal),
        ];
        var problems = sorted
            .SelectMany(file => file.Problems())
            .Concat(
                sorted
                    .Where(file => file.FileName.Project != name)
                    .Select(file => $"{file.FileName} is a file of {file.FileName.Project}, not of {name}")
            )
            .Concat(
                sorted
                    .GroupBy(file => file.FileName.ToString(), StringComparer.Ordinal)
                    .Where(group => group.Count() > 1)
                    .Select(group => $"{group.Key} is there {group.Count()} times")
            )
            .ToList();
        return problems.Count > 0
            ? throw new InvalidIndexPageException(problems, $"page of {name}")
            : new ProjectPage(name, sorted, generation) { Status = status, OwnKeys = ownKeys ?? OwnKeys.None };
    }

    /// <summary>This page for a place further down: the files that the index hosts are where they were.</summary>
    /// <param name="prefix">What the page's key begins with there, ending in a slash.</param>
    internal ProjectPage Moved(string prefix)
    {
        var up = string.Concat(Enumerable.Repeat("../", prefix.Count(character => character == '/')));
        var files = Files.Select(file => file.IsHosted ? file with { Url = up + file.Url } : file);
        return new ProjectPage(Name, [.. files], Generation) { Status = Status, OwnKeys = OwnKeys };
    }

    /// <summary>This page with a time of upload for each file that has none.</summary>
    /// <param name="time">When the files are uploaded.</param>
    public ProjectPage Uploaded(DateTimeOffset time)
    {
        var text = time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var files = Files.Select(file => file with { UploadTime = file.UploadTime ?? text });
        return new ProjectPage(Name, [.. files], Generation) { Status = Status, OwnKeys = OwnKeys };
    }

    /// <summary>
    /// This page with the files of another that it does not have yet, one generation later; this page itself when there are
    /// none. What it has stays as it is, with what was said of it since (yanked, own keys).
    /// </summary>
    /// <param name="additions">A page of the same project.</param>
    /// <exception cref="PublishedFileDiffersException">A file is on both pages with different bytes.</exception>
    public ProjectPage Merge(ProjectPage additions)
    {
        var known = Files.ToDictionary(file => file.FileName.ToString(), StringComparer.Ordinal);
        var added = new List<IndexFile>();
        foreach (var file in additions.Files)
        {
            if (!known.TryGetValue(file.FileName.ToString(), out var published))
            {
                added.Add(file);
            }
            else if (published.Sha256 != file.Sha256)
            {
                throw new PublishedFileDiffersException(
                    file.FileName.ToString(),
                    published.Sha256,
                    file.Sha256,
                    $"page of {Name}"
                );
            }
        }

        return added.Count == 0 ? this : WithFiles(Files.Concat(added));
    }

    /// <summary>This page with all files of a version yanked, or none, one generation later; this page itself when they are so.</summary>
    /// <param name="version">The version; a page without it stays as it is.</param>
    /// <param name="reason">Why, perhaps empty; null to take the mark away.</param>
    public ProjectPage Yank(PythonVersion version, string? reason)
    {
        var isSo = Files.All(file => file.FileName.Version != version || file.Yanked == reason);
        return isSo
            ? this
            : WithFiles(Files.Select(file => file.FileName.Version == version ? file with { Yanked = reason } : file));
    }

    /// <summary>This page with other files, one generation later.</summary>
    /// <exception cref="InvalidIndexPageException">As for <see cref="Create"/>.</exception>
    public ProjectPage WithFiles(IEnumerable<IndexFile> files) => Create(Name, files, Generation + 1, Status, OwnKeys);
}
