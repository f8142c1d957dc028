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
    private readonly CountingRequirements counting;
    private readonly IReadOnlyList<Dependency> roots;
    private readonly IReadOnlySet<Candidate> lastResorts;
    private readonly bool isTolerant;
    private readonly SearchBudget budget;
    private readonly List<Decision> decisions = [];

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
        this.roots = roots;
        this.budget = budget;
        isTolerant = tolerated is not null;
        lastResorts = tolerated ?? new HashSet<Candidate>();
        counting = new(pool, waived, isTolerant, budget);
    }

    /// <summary>The first dead end at which two requirements left no version of a project, or, failing that, the first of all.</summary>
    internal VersionConflict? FirstConflict => counting.FirstConflict ?? counting.FirstMisfit;

    /// <summary>The version chosen of a project, or null where it is not required.</summary>
    internal Candidate? ChoiceOf(ProjectCandidates project) => counting.StateOf(project).Chosen;

    internal SearchOutcome Run()
    {
        var isPossible = counting.AddAll(roots) is null;
        while (isPossible && !budget.IsSpent)
        {
            if (decisions.Count < counting.Required.Count)
            {
                var state = counting.Required[decisions.Count];
                decisions.Add(new(state, state.InOrderOfPreference(lastResorts), counting.Mark));
            }
            else if (IsAcceptable())
            {
                return SearchOutcome.Found;
            }

            isPossible = Advance();
        }

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

            decision.Blame.UnionWith(counting.RequirersOf(decision.State.Requirements));
            _ = decision.Blame.Remove(decision.State);
            decisions.RemoveAt(decisions.Count - 1);
            ReturnTo(decision.Blame);
        }

        return decisions.Count > 0;
    }

    private bool TryNext(Decision decision)
    {
        Undo(decision);
        while (decision.Tried < decision.Candidates.Count && !budget.IsSpent)
        {
            var candidate = decision.Candidates[decision.Tried++];
            decision.State.Chosen = candidate;
            if (counting.AddAll(candidate) is not { } blame)
            {
                return true;
            }

            decision.Blame.UnionWith(blame);
            Undo(decision);
        }

        return false;
    }

    /// <summary>Goes back to the latest decision that is to blame, if any, and lays the rest of the blame on it.</summary>
    private void ReturnTo(HashSet<ProjectState> blame)
    {
        while (decisions.Count > 0 && !blame.Contains(decisions[^1].State))
        {
            Undo(decisions[^1]);
            decisions.RemoveAt(decisions.Count - 1);
        }

        if (decisions.Count > 0)
        {
            decisions[^1].Blame.UnionWith(blame);
        }
    }

    /// <summary>Takes back the choice and everything that followed from it.</summary>
    private void Undo(Decision decision)
    {
        counting.ReturnTo(decision.Mark);
        decision.State.Chosen = null;
    }

    /// <summary>
    /// Pre-releases that nobody asks for are only taken where no final release is left, and yanked ones where they are pinned; who asks is known when all is
    /// decided. As all decisions have a part in that, each is to blame.
    /// </summary>
    private bool IsAcceptable()
    {
        if (isTolerant || !counting.Required.Any(state => state.HasUnaskedPrerelease || state.HasUnpinnedYanked))
        {
            return true;
        }

        decisions[^1].Blame.UnionWith(counting.Required);
        return false;
    }

    /// <summary>The choice of a version of one project.</summary>
    /// <param name="State">The project.</param>
    /// <param name="Candidates">The versions open when it came up, best first.</param>
    /// <param name="Mark">What counted before the choice.</param>
    private sealed record Decision(ProjectState State, IReadOnlyList<Candidate> Candidates, (int, int) Mark)
    {
        /// <summary>The candidates tried.</summary>
        internal int Tried { get; set; }

        internal HashSet<ProjectState> Blame { get; } = [];
    }
}
