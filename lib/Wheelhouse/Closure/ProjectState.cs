namespace Wheelhouse.Closure;

/// <summary>Where a search stands with one project.</summary>
internal sealed class ProjectState(ProjectCandidates project)
{
    private readonly int[] exclusions = new int[project.Candidates.Count];

    internal ProjectCandidates Project { get; } = project;

    /// <summary>The requirements on the project that count now, in the order in which they came up.</summary>
    internal List<Dependency> Requirements { get; } = [];

    /// <summary>The candidates that no requirement excludes.</summary>
    internal int OpenCount { get; private set; } = project.Candidates.Count;

    /// <summary>The candidate chosen, or null.</summary>
    internal Candidate? Chosen { get; set; }

    internal bool IsOpen(Candidate candidate) => exclusions[candidate.Index] == 0;

    internal bool NamesPrerelease =>
        Requirements.Exists(dependency => dependency.Requirement.Specifiers.NamesPrerelease);

    /// <summary>Whether a pre-release is chosen though none is asked for and a final release would meet the requirements.</summary>
    internal bool HasUnaskedPrerelease =>
        Chosen is { Version.IsPrerelease: true }
        && !NamesPrerelease
        && Project.Candidates.Any(candidate => IsOpen(candidate) && !candidate.Version.IsPrerelease);

    /// <summary>Whether a yanked version is chosen though none is pinned or one that is not yanked would meet the requirements.</summary>
    internal bool HasUnpinnedYanked =>
        Chosen is { IsYanked: true }
        && (
            !Requirements.Exists(dependency => dependency.Pins)
            || Project.Candidates.Any(candidate => IsOpen(candidate) && !candidate.IsYanked)
        );

    internal void Add(Dependency dependency)
    {
        Requirements.Add(dependency);
        for (var index = 0; index < exclusions.Length; index++)
        {
            if (!dependency.IsMetBy(index) && exclusions[index]++ == 0)
            {
                OpenCount--;
            }
        }
    }

    internal void RemoveLast()
    {
        var dependency = Requirements[^1];
        Requirements.RemoveAt(Requirements.Count - 1);
        for (var index = 0; index < exclusions.Length; index++)
        {
            if (!dependency.IsMetBy(index) && --exclusions[index] == 0)
            {
                OpenCount++;
            }
        }
    }

    /// <summary>The open candidates as pip prefers them: newest first, yanked ones last, and pre-releases unless one is asked for.</summary>
    internal Candidate[] InOrderOfPreference(IReadOnlySet<Candidate> lastResorts)
    {
        var namesPrerelease = NamesPrerelease;
        return
        [
            .. Project
                .Candidates.Where(IsOpen)
                .OrderBy(candidate => lastResorts.Contains(candidate))
                .ThenBy(candidate => candidate.IsYanked)
                .ThenBy(candidate => !namesPrerelease && candidate.Version.IsPrerelease),
        ];
    }
}
