using Wheelhouse.Names;

namespace Wheelhouse.Closure;

/// <summary>
/// Looks for one version of each project that is required, so that all requirements are met. Projects are decided in the
/// order in which they are first required, versions newest first. A dead end goes back to the latest decision that has a
/// part in it, and not through all those that have none: that keeps the search complete and yet quick on real sets.
/// </summary>
/// <remarks>
/// Each decision knows the projects whose choices ruled its versions out (its <c>blame</c>). When none is left, the latest
/// of these must change; those in between cannot help. A blame may name too many projects, never too few.
/// </remarks>
internal sealed class VersionSearch
{
    private readonly ProjectState[] states;
    private readonly IReadOnlyList<Dependency> roots;
    private readonly IReadOnlySet<Dependency> waived;
    private readonly IReadOnlySet<Candidate> lastResorts;
    private readonly bool isTolerant;
    private readonly SearchBudget budget;

    private readonly List<Decision> decisions = [];
    private readonly List<ProjectState> required = [];
    private readonly List<Dependency> trail = [];

    /// <summary>Prepares a search.</summary>
    /// <param name="pool">What there is to choose from.</param>
    /// <param name="roots">What must be met.</param>
    /// <param name="waived">Requirements to leave out of account.</param>
    /// <param name="tolerated">
    /// The versions to take only where no other will do, for a search that leaves unmet requirements out of account; null
    /// for one in which everything must be met.
    /// </param>
    /// <param name="budget">The steps left.</param>
    internal VersionSearch(
        CandidatePool pool,
        IReadOnlyList<Dependency> roots,
        IReadOnlySet<Dependency> waived,
        IReadOnlySet<Candidate>? tolerated,
        SearchBudget budget
    )
    {
        states = [.. pool.Projects.Select(project => new ProjectState(project))];
        this.roots = roots;
        this.waived = waived;
        this.budget = budget;
        isTolerant = tolerated is not null;
        lastResorts = tolerated ?? new HashSet<Candidate>();
    }

    /// <summary>The first dead end at which two requirements left no version of a project, or, failing that, the first of all.</summary>
    internal VersionConflict? FirstConflict { get; private set; }

    private VersionConflict? FirstMisfit { get; set; }

    /// <summary>The version chosen of a project, or null where it is not required.</summary>
    internal Candidate? ChoiceOf(ProjectCandidates project) => states[project.Number].Chosen;

    internal SearchOutcome Run()
    {
        var isPossible = Require(roots) is null;
        while (isPossible && !budget.IsSpent)
        {
            if (decisions.Count < required.Count)
            {
                var state = required[decisions.Count];
                decisions.Add(new(state, state.InOrderOfPreference(lastResorts), trail.Count, required.Count));
            }
            else if (IsAcceptable())
            {
                return SearchOutcome.Found;
            }

            isPossible = Advance();
        }

        FirstConflict ??= FirstMisfit;
        return budget.IsSpent ? SearchOutcome.GaveUp : SearchOutcome.Impossible;
    }

    /// <summary>Takes the next version that fits of the latest decision that can still change; false where none can.</summary>
    private bool Advance()
    {
        while (decisions.Count > 0 && !budget.IsSpent)
        {
            var decision = decisions[^1];
            if (TryNext(decision))
            {
                return true;
            }

            AddRequirers(decision.State.Requirements, decision.Blame);
            _ = decision.Blame.Remove(decision.State);
            decisions.RemoveAt(decisions.Count - 1);
            if (!ReturnTo(decision.Blame))
            {
                return false;
            }
        }

        return decisions.Count > 0;
    }

    private bool TryNext(Decision decision)
    {
        while (true)
        {
            Undo(decision);
            if (decision.Tried == decision.Candidates.Length || budget.IsSpent)
            {
                return false;
            }

            var candidate = decision.Candidates[decision.Tried++];
            decision.State.Chosen = candidate;
            var blame = Require(candidate.Dependencies) ?? RequireExtras(candidate, decision.State);
            if (blame is null)
            {
                return true;
            }

            decision.Blame.UnionWith(blame);
        }
    }

    /// <summary>Goes back to the latest decision that is to blame, and lays the rest of the blame on it.</summary>
    private bool ReturnTo(HashSet<ProjectState> blame)
    {
        while (decisions.Count > 0)
        {
            var decision = decisions[^1];
            if (blame.Contains(decision.State))
            {
                decision.Blame.UnionWith(blame);
                return true;
            }

            Undo(decision);
            decisions.RemoveAt(decisions.Count - 1);
        }

        return false;
    }

    /// <summary>Takes back the choice and everything that followed from it.</summary>
    private void Undo(Decision decision)
    {
        while (trail.Count > decision.TrailStart)
        {
            states[trail[^1].Target!.Number].RemoveLast();
            trail.RemoveAt(trail.Count - 1);
            budget.Spend(1);
        }

        required.RemoveRange(decision.RequiredStart, required.Count - decision.RequiredStart);
        decision.State.Chosen = null;
    }

    /// <summary>
    /// Pre-releases that nobody asks for are only taken where no final release is left; who asks is known when all is
    /// decided. As all decisions have a part in that, each is to blame.
    /// </summary>
    private bool IsAcceptable()
    {
        if (isTolerant || !required.Exists(state => state.HasUnaskedPrerelease))
        {
            return true;
        }

        decisions[^1].Blame.UnionWith(required);
        return false;
    }

    /// <summary>Lets requirements count; gives the projects to blame where they cannot be met.</summary>
    private HashSet<ProjectState>? Require(IReadOnlyList<Dependency> dependencies)
    {
        // What one requirement adds to a project that is decided already can ask for more of others.
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

                return RequirersOf(dependency);
            }

            var state = states[dependency.Target!.Number];
            budget.Spend(1 + state.Project.Candidates.Count);
            var knownExtras = dependency.Requirement.Extras.Count == 0 ? null : ExtrasOf(state);
            if (state.Requirements.Count == 0)
            {
                required.Add(state);
            }

            state.Add(dependency);
            trail.Add(dependency);
            if (state.OpenCount == 0)
            {
                NoteConflict(dependency, state);
                var blame = new HashSet<ProjectState>();
                AddRequirers(state.Requirements, blame);
                return blame;
            }

            if (state.Chosen is { } chosen)
            {
                if (!state.IsOpen(chosen))
                {
                    FirstMisfit ??= new(dependency, state.Requirements[0]);
                    var blame = RequirersOf(dependency);
                    _ = blame.Add(state);
                    return blame;
                }

                foreach (var extra in dependency.Requirement.Extras.Where(extra => !knownExtras!.Contains(extra)))
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

    private HashSet<ProjectState>? RequireExtras(Candidate candidate, ProjectState state)
    {
        foreach (var extra in ExtrasOf(state))
        {
            if (Require(candidate.DependenciesOf(extra)) is { } blame)
            {
                return blame;
            }
        }

        return null;
    }

    private static HashSet<ExtraName> ExtrasOf(ProjectState state) =>
        [.. state.Requirements.SelectMany(dependency => dependency.Requirement.Extras)];

    private void NoteConflict(Dependency dependency, ProjectState state)
    {
        if (FirstConflict is null)
        {
            var others = state.Requirements.SkipLast(1).ToList();
            FirstConflict = new(
                dependency,
                others.Find(other => !other.HasMetInCommonWith(dependency)) ?? others.FirstOrDefault()
            );
        }
    }

    private HashSet<ProjectState> RequirersOf(Dependency dependency)
    {
        var blame = new HashSet<ProjectState>();
        AddRequirers([dependency], blame);
        return blame;
    }

    /// <summary>
    /// Adds the projects whose choices make requirements count: each one's requirer and, where it comes with an extra, those
    /// who ask the requirer for that extra.
    /// </summary>
    private void AddRequirers(IReadOnlyList<Dependency> dependencies, HashSet<ProjectState> blame)
    {
        var pending = new Stack<Dependency>(dependencies);
        var seen = new HashSet<Dependency>();
        while (pending.TryPop(out var dependency))
        {
            if (dependency.Requirer is not { } requirer || !seen.Add(dependency))
            {
                continue;
            }

            budget.Spend(1);
            var state = states[requirer.Project.Number];
            _ = blame.Add(state);
            if (dependency.Extra is { } extra)
            {
                foreach (var asking in state.Requirements.Where(asking => asking.Requirement.Extras.Contains(extra)))
                {
                    pending.Push(asking);
                }
            }
        }
    }

    /// <summary>The choice of a version of one project.</summary>
    /// <param name="state">The project.</param>
    /// <param name="candidates">The versions open when it came up, best first.</param>
    /// <param name="trailStart">The requirements that counted before the choice.</param>
    /// <param name="requiredStart">The projects that were required before the choice.</param>
    private sealed class Decision(ProjectState state, Candidate[] candidates, int trailStart, int requiredStart)
    {
        internal ProjectState State { get; } = state;

        internal Candidate[] Candidates { get; } = candidates;

        internal int TrailStart { get; } = trailStart;

        internal int RequiredStart { get; } = requiredStart;

        /// <summary>The candidates tried.</summary>
        internal int Tried { get; set; }

        internal HashSet<ProjectState> Blame { get; } = [];
    }
}
