using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>What became of each version of each project: those of the set, and those that were renamed before.</summary>
internal sealed class VersionMap
{
    private readonly Dictionary<ProjectName, List<VersionChange>> changes = [];

    /// <param name="set">The wheels of the set with their new versions.</param>
    /// <param name="knownRenames">What was renamed before; the set may rename the result once more.</param>
    /// <param name="refusals">Where contradictions between the two are told.</param>
    public VersionMap(
        IReadOnlyList<(WheelFile Wheel, PythonVersion Version)> set,
        IReadOnlyDictionary<(ProjectName Project, PythonVersion Version), PythonVersion> knownRenames,
        List<string> refusals
    )
    {
        foreach (var (wheel, version) in set)
        {
            Add(wheel.FileName.Project, new VersionChange(wheel.Metadata.Version.Normalized, version.Normalized));
        }

        // Renames before are taken in the set's own terms, so none of them may depend on another one's place here.
        var earlier = knownRenames
            .Select(rename => (rename.Key.Project, Change: Resolve(rename.Key, rename.Value)))
            .ToList();
        foreach (var (project, change) in earlier)
        {
            var current = Of(project).FirstOrDefault(other => other.Old == change.Old);
            if (current is not null && current.New != change.New)
            {
                refusals.Add(
                    $"{project} {change.Old} was renamed to {change.New} before, and would be {current.New} in this set: "
                        + "use one policy for both"
                );
            }

            Add(project, change);
        }
    }

    /// <summary>All changes of a project's versions, those included that change nothing.</summary>
    public IReadOnlyList<VersionChange> Of(ProjectName project) => changes.GetValueOrDefault(project) ?? [];

    private VersionChange Resolve((ProjectName Project, PythonVersion Version) key, PythonVersion renamed)
    {
        var again = Of(key.Project).FirstOrDefault(change => change.Old == renamed);
        return new VersionChange(key.Version.Normalized, again?.New ?? renamed.Normalized);
    }

    private void Add(ProjectName project, VersionChange change)
    {
        if (!changes.TryGetValue(project, out var list))
        {
            changes[project] = list = [];
        }

        if (!list.Contains(change))
        {
            list.Add(change);
        }
    }
}
