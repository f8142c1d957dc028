using Wheelhouse.Names;

namespace Wheelhouse.Closure;

/// <summary>
/// The requirements that count at a point of a search, with what they leave open; added as versions are chosen, taken back
/// in reverse.
/// </summary>
/// <param name="pool">What there is to choose from.</param>
/// <param name="waived">Requirements to leave out of account.</param>
/// <param name="isTolerant">Whether unmet requirements are left out of account too.</param>
/// <param name="budget">The steps left.</param>
internal sealed class CountingRequirements(
    CandidatePool pool,
    IReadOnlySet<Dependency> waived,
    bool isTolerant,
    SearchBudget budget
)
{
    private readonly ProjectState[] states = [.. pool.Projects.Select(project => new ProjectState(project))];
    private readonly List<ProjectState> required = [];
    private readonly List<Dependency> trail = [];

    /// <summary>The projects required, in the order in which they came up.</summary>
    internal IReadOnlyList<ProjectState> Required => required;

    /// <summary>How far requirements were added; what <see cref="ReturnTo"/> goes back to.</summary>
    internal (int Trail, int Required) Mark => (trail.Count, required.Count);

    /// <summary>The first dead end at which two requirements left no version of a project.</summary>
    internal VersionConflict? FirstConflict { get; private set; }

    /// <summary>The first requirement that did not suit a version chosen before.</summary>
    internal VersionConflict? FirstMisfit { get; private set; }

    internal ProjectState StateOf(ProjectCandidates project) => states[project.Number];

    /// <summary>Takes back all requirements added after the mark.</summary>
    internal void ReturnTo((int Trail, int Required) mark)
    {
        budget.Spend(trail.Count - mark.Trail);
        while (trail.Count > mark.Trail)
        {
            StateOf(trail[^1].Target!).RemoveLast();
            trail.RemoveAt(trail.Count - 1);
        }

        required.RemoveRange(mark.Required, required.Count - mark.Required);
    }

    /// <summary>Adds what a candidate that is chosen requires, with the extras asked for.</summary>
    /// <returns>The projects to blame where it cannot be met; null where it can.</returns>
    internal HashSet<ProjectState>? AddAll(Candidate chosen)
    {
        var blame = AddAll(chosen.Dependencies);
        foreach (var extra in blame is null ? ExtrasOf(StateOf(chosen.Project)) : [])
        {
            blame ??= AddAll(chosen.DependenciesOf(extra));
        }

        return blame;
    }

    /// <summary>Adds requirements, and those that follow where they ask chosen candidates for further extras.</summary>
    /// <returns>The projects to blame where they cannot be met; null where they can.</returns>
    internal HashSet<ProjectState>? AddAll(IReadOnlyList<Dependency> dependencies)
    {
        var pending = new Stack<Dependency>(dependencies.Reverse());
        while (pending.TryPop(out var dependency))
        {
            if (waived.Contains(dependency))
            {
                continue;
            }

            if (dependency.Unmet is { } unmet)
            {
                // A URL is reported where it is chosen; it keeps pip from no version.
                if (isTolerant || unmet.Kind == ClosureProblemKind.UrlRequirement)
                {
                    continue;
                }

                return RequirersOf([dependency]);
            }

            var state = StateOf(dependency.Target!);
            budget.Spend(1 + state.Project.Candidates.Count);
            var knownExtras = dependency.Requirement.Extras.Count == 0 ? [] : ExtrasOf(state);
            if (Add(dependency, state) is { } blame)
            {
                return blame;
            }

            if (state.Chosen is { } chosen)
            {
                foreach (var extra in dependency.Requirement.Extras.Where(extra => !knownExtras.Contains(extra)))
                {
                    foreach (var more in chosen.DependenciesOf(extra))
                    {
                        pending.Push(more);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The projects whose choices make requirements count: each one's requirer and, where it comes with an extra, those who
    /// ask the requirer for that extra.
    /// </summary>
    internal HashSet<ProjectState> RequirersOf(IReadOnlyList<Dependency> dependencies)
    {
        var requirers = new HashSet<ProjectState>();
        var pending = new Stack<Dependency>(dependencies);
        var seen = new HashSet<Dependency>();
        while (pending.TryPop(out var dependency))
        {
            if (dependency.Requirer is not { } requirer || !seen.Add(dependency))
            {
                continue;
            }

            budget.Spend(1);
            var state = StateOf(requirer.Project);
            _ = requirers.Add(state);
            if (dependency.Extra is { } extra)
            {
                foreach (var asking in state.Requirements.Where(asking => asking.Requirement.Extras.Contains(extra)))
                {
                    pending.Push(asking);
                }
            }
        }

        return requirers;
    }

    private static HashSet<ExtraName> ExtrasOf(ProjectState state) =>
        [.. state.Requirements.SelectMany(dependency => dependency.Requirement.Extras)];

    private HashSet<ProjectState>? Add(Dependency dependency, ProjectState state)
    {
        if (state.Requirements.Count == 0)
        {
            required.Add(state);
        }

        state.Add(dependency);
        trail.Add(dependency);
        if (state.OpenCount == 0)
        {
            FirstConflict ??= new(dependency, RivalOf(dependency, state));
            return RequirersOf(state.Requirements);
        }

        if (state.Chosen is { } chosen && !state.IsOpen(chosen))
        {
            FirstMisfit ??= new(dependency, state.Requirements[0]);
            var blame = RequirersOf([dependency]);
            _ = blame.Add(state);
            return blame;
        }

        return null;
    }

    /// <summary>The requirement that has no version in common with this one, or, where only all together leave none, the first.</summary>
    private static Dependency? RivalOf(Dependency dependency, ProjectState state)
    {
        var others = state.Requirements.SkipLast(1).ToList();
        return others.Find(other => !other.HasMetInCommonWith(dependency)) ?? others.FirstOrDefault();
    }
}
