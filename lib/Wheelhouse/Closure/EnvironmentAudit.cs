using Wheelhouse.Requirements;

namespace Wheelhouse.Closure;

/// <summary>The audit of one environment: a search for a choice that meets everything and, where there is none, for the nearest to it.</summary>
internal static class EnvironmentAudit
{
    /// <summary>Some tenths of a second; real sets take some ten thousand.</summary>
    private const long StepsToDecide = 2_000_000;

    private static readonly IReadOnlyDictionary<Dependency, Dependency?> NoRivals =
        new Dictionary<Dependency, Dependency?>();

    internal static EnvironmentClosure Run(CandidatePool pool, IReadOnlyList<Requirement> requirements)
    {
        IReadOnlyList<Dependency> roots = [.. requirements.SelectMany(root => pool.Resolve(null, root, null))];
        var search = new VersionSearch(pool, roots, new HashSet<Dependency>(), null, new SearchBudget(StepsToDecide));
        var outcome = search.Run();
        if (outcome == SearchOutcome.Found)
        {
            return Report(pool, new ChoiceFindings(pool, roots, search.ChoiceOf, NoRivals), isUndecided: false);
        }

        var (nearest, rivals) = NearestChoice.Find(pool, roots, new SearchBudget(StepsToDecide));
        return nearest is null
            // Without a choice to go by, the newest versions show at least what is not there at all.
            ? Report(pool, new ChoiceFindings(pool, roots, Newest, NoRivals), isUndecided: true)
            : Report(
                pool,
                new ChoiceFindings(pool, roots, nearest.ChoiceOf, rivals),
                isUndecided: outcome == SearchOutcome.GaveUp
            );
    }

    private static Candidate? Newest(ProjectCandidates project) =>
        project.Candidates.Count > 0 ? project.Candidates[0] : null;

    private static EnvironmentClosure Report(CandidatePool pool, ChoiceFindings findings, bool isUndecided) =>
        new(pool.Environment, findings.Problems(isUndecided), findings.Needed(), findings.Warnings());
}
