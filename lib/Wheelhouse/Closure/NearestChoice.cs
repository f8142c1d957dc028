namespace Wheelhouse.Closure;

/// <summary>The choice of versions that meets the most where none meets everything: what a report of all problems is about.</summary>
internal sealed class NearestChoice
{
    /// <summary>More conflicts than anybody mends at once.</summary>
    private const int MostConflicts = 50;

    private readonly CandidatePool pool;
    private readonly IReadOnlyList<Dependency> roots;
    private readonly SearchBudget budget;
    private readonly HashSet<Candidate> hopeless;
    private readonly HashSet<Dependency> waived = [];
    private readonly Dictionary<Dependency, Dependency?> rivals = [];

    private NearestChoice(CandidatePool pool, IReadOnlyList<Dependency> roots, SearchBudget budget)
    {
        this.pool = pool;
        this.roots = roots;
        this.budget = budget;
        hopeless = HopelessCandidates.In(pool);
    }

    /// <summary>
    /// Finds it. What nothing meets is left out of account from the start; of requirements in conflict one after the other,
    /// until a choice is found; then each is let count again that need not be left out.
    /// </summary>
    /// <param name="pool">What there is to choose from.</param>
    /// <param name="roots">What should be met.</param>
    /// <param name="budget">The steps left.</param>
    /// <returns>The search that found it, or null where it was given up, and for requirements left out what they conflict with.</returns>
    internal static (VersionSearch? Found, IReadOnlyDictionary<Dependency, Dependency?> Rivals) Find(
        CandidatePool pool,
        IReadOnlyList<Dependency> roots,
        SearchBudget budget
    )
    {
        var nearest = new NearestChoice(pool, roots, budget);
        var found = nearest.WaiveConflicts();
        return (found is null ? null : nearest.ReinstateNeedless(found), nearest.rivals);
    }

    private VersionSearch? WaiveConflicts()
    {
        while (true)
        {
            if (TrySearch(out var search))
            {
                return search;
            }

            if (
                budget.IsSpent
                || waived.Count == MostConflicts
                || search.FirstConflict is not { } conflict
                || !waived.Add(conflict.Dependency)
            )
            {
                return null;
            }

            rivals[conflict.Dependency] = conflict.Other;
        }
    }

    private VersionSearch ReinstateNeedless(VersionSearch found)
    {
        foreach (var dependency in waived.ToList())
        {
            _ = waived.Remove(dependency);
            if (TrySearch(out var search))
            {
                found = search;
            }
            else
            {
                _ = waived.Add(dependency);
            }
        }

        return found;
    }

    private bool TrySearch(out VersionSearch search)
    {
        search = new VersionSearch(pool, roots, waived, hopeless, budget);
        return search.Run() == SearchOutcome.Found;
    }
}
