using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>A project in the list of projects.</summary>
/// <param name="Name">The project.</param>
/// <param name="LatestVersion">Its newest version; null when all are yanked.</param>
/// <param name="Summary">What the newest version's METADATA says in one line; null where it says nothing.</param>
public sealed record RootProject(ProjectName Name, PythonVersion? LatestVersion, string? Summary)
{
    /// <summary>People who look for more than these open the project's page; the list stays small.</summary>
    private const int MostVersions = 8;

    /// <summary>
    /// The generation of the project's page that this entry was made from; 0 for an entry of an older program, which tells
    /// the newest version alone.
    /// </summary>
    public long PageGeneration { get; init; }

    /// <summary>Its newest versions, newest first, and the one that installers choose.</summary>
    public IReadOnlyList<RootVersion> Versions { get; init; } = [];

    /// <summary>How many versions it has, those left out of <see cref="Versions"/> included.</summary>
    public int VersionCount { get; init; }

    /// <summary>How many files it has, of all versions.</summary>
    public int FileCount { get; init; }

    /// <summary>The bytes of its files, of all versions.</summary>
    public long Size { get; init; }

    /// <summary>What tells the page without reading it; null where it is not known.</summary>
    public PageMarks? Marks { get; init; }

    /// <summary>The version that installers choose; null when all are yanked, and in an entry of an older program.</summary>
    public RootVersion? Latest => Versions.FirstOrDefault(version => version.Version == LatestVersion);

    /// <summary>The index's own keys of this project that have no property here.</summary>
    public OwnKeys OwnKeys { get; init; } = OwnKeys.None;

    /// <summary>The entry that a project's page makes.</summary>
    public static RootProject Of(ProjectPage page)
    {
        var latest = page.LatestVersion;
        var pythons = new TargetPythons();
        var versions = page.Files.GroupBy(file => file.FileName.Version).Reverse().ToList();
        var summary = page
            .Files.Where(file => file.FileName.Version == latest)
            .Select(file => file.Summary)
            .FirstOrDefault(text => text is not null);
        return new RootProject(page.Name, latest, summary)
        {
            PageGeneration = page.Generation,
            Versions =
            [
                .. versions
                    .Where((version, at) => at < MostVersions || version.Key == latest)
                    .Select(version => RootVersion.Of([.. version], pythons)),
            ],
            VersionCount = versions.Count,
            FileCount = page.Files.Count,
            Size = page.Files.Sum(file => file.Size),
        };
    }

    /// <summary>
    /// The entry of the two that was made from the later page. Entries of an older program do not tell: of two of them it is
    /// the one with the newer version, final releases before all others.
    /// </summary>
    internal RootProject Merge(RootProject other)
    {
        var isLater =
            other.PageGeneration == 0 && PageGeneration == 0
                ? other.LatestVersion is { } version && (LatestVersion is null || IsNewer(version, LatestVersion))
                : other.PageGeneration > PageGeneration;
        return isLater ? other with { Summary = other.Summary ?? Summary, OwnKeys = OwnKeys } : this;
    }

    private static bool IsNewer(PythonVersion version, PythonVersion than) =>
        version.IsPrerelease == than.IsPrerelease ? version > than : than.IsPrerelease;
}
