using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>A project in the list of projects.</summary>
/// <param name="Name">The project.</param>
/// <param name="LatestVersion">Its newest version; null when all are yanked.</param>
/// <param name="Summary">What the newest version's METADATA says in one line; null where it says nothing.</param>
public sealed record RootProject(ProjectName Name, PythonVersion? LatestVersion, string? Summary)
{
    /// <summary>The index's own keys of this project.</summary>
    public OwnKeys OwnKeys { get; init; } = OwnKeys.None;

    /// <summary>This entry with the other's version and summary if the other's version is newer; final releases before all others.</summary>
    internal RootProject Merge(RootProject other) =>
        other.LatestVersion is { } version && (LatestVersion is null || IsNewer(version, LatestVersion))
            ? this with
            {
                LatestVersion = version,
                Summary = other.Summary ?? Summary,
            }
            : this;

    private static bool IsNewer(PythonVersion version, PythonVersion than) =>
        version.IsPrerelease == than.IsPrerelease ? version > than : than.IsPrerelease;
}
