namespace Wheelhouse.Closure;

/// <summary>What is to be said of a choice of versions: the problems it has, what it takes, what it passes over.</summary>
/// <param name="pool">The environment and what it could install.</param>
/// <param name="roots">What should be met.</param>
/// <param name="choiceOf">The version chosen of each project, or null.</param>
/// <param name="rivals">For requirements that a search left out of account, what they conflict with.</param>
internal sealed class ChoiceFindings(
    CandidatePool pool,
    IReadOnlyList<Dependency> roots,
    Func<ProjectCandidates, Candidate?> choiceOf,
    IReadOnlyDictionary<Dependency, Dependency?> rivals
)
{
    private readonly ChoiceWalk walk = new(roots, choiceOf);

    /// <summary>Every requirement that the choice does not meet: the walk meets each one anew, whatever the search believed.</summary>
    /// <param name="isUndecided">Whether another choice might have fewer.</param>
    internal IReadOnlyList<ClosureProblem> Problems(bool isUndecided)
    {
        var meeting = walk
            .Steps.Where(step => step.Dependency.Target is not null)
            .ToLookup(step => step.Dependency.Target!);
        var problems = walk.Steps.Select(step => ProblemOf(step, meeting)).OfType<ClosureProblem>().ToList();
        problems.AddRange(UnaskedPrereleases(meeting));
        problems.AddRange(UnpinnedYanked(meeting));
        if (isUndecided && problems.Count > 0)
        {
            problems.Add(
                Problem(
                    ClosureProblemKind.Undecided,
                    walk.Steps[0],
                    null,
                    "too many versions of the set depend on each other to tell whether some choice of them has no problem; take some out"
                )
            );
        }

        return problems;
    }

    internal IReadOnlyList<NeededWheel> Needed()
    {
        var requirers = walk
            .Steps.Select(step => step.Dependency)
            .Where(IsMet)
            .ToLookup(dependency => dependency.Target!);
        return
        [
            .. walk.Reached.Select(reached => new NeededWheel(
                reached.Chosen.Wheel,
                reached.First.Chain,
                [
                    .. requirers[reached.Chosen.Project]
                        .DistinctBy(dependency => dependency.Requirement, ReferenceEqualityComparer.Instance)
                        .Select(dependency => new WheelRequirer(dependency.Requirer?.Wheel, dependency.Requirement)),
                ]
            )),
        ];
    }

    /// <summary>Extras asked for that the version chosen does not offer: pip warns and goes on.</summary>
    internal IReadOnlyList<string> Warnings() =>
        [
            .. (
                from step in walk.Steps
                where step.Dependency.Requirement.Extras.Count > 0 && IsMet(step.Dependency)
                let chosen = choiceOf(step.Dependency.Target!)!
                from extra in step.Dependency.Requirement.Extras.Except(chosen.Wheel.Metadata.ProvidesExtra)
                select $"{step.Chain}: {chosen.Project.Name} {chosen.Version} offers no extra {extra}"
            ).Distinct(),
        ];

    private bool IsMet(Dependency dependency) =>
        dependency is { Unmet: null, Target: { } target }
        && choiceOf(target) is { } chosen
        && dependency.IsMetBy(chosen.Index);

    private ClosureProblem? ProblemOf(ChoiceWalk.Step step, ILookup<ProjectCandidates, ChoiceWalk.Step> steps)
    {
        var dependency = step.Dependency;
        if (dependency.Unmet is { } unmet)
        {
            return Problem(unmet.Kind, step, null, unmet.Reason);
        }

        if (IsMet(dependency))
        {
            return null;
        }

        var others = steps[dependency.Target!].Where(other => IsMet(other.Dependency)).ToList();
        var rival =
            others.Find(other => !other.Dependency.HasMetInCommonWith(dependency))
            ?? (others.Count > 0 ? others[0] : StepOf(rivals.GetValueOrDefault(dependency)));
        var versions = UnmetRequirement.Versions(dependency.Target!.Wheels);
        return Problem(
            ClosureProblemKind.Conflict,
            step,
            rival?.Chain,
            rival is null
                ? $"no version suits the rest of the set; there are {versions}"
                : $"conflicts with {rival.Chain}; there are {versions}"
        );
    }

    private ChoiceWalk.Step? StepOf(Dependency? dependency) =>
        dependency is null ? null : walk.Steps.Find(step => step.Dependency == dependency);

    /// <summary>Versions that pip would pass over for final ones, though nothing but they meets everything.</summary>
    private IEnumerable<ClosureProblem> UnaskedPrereleases(ILookup<ProjectCandidates, ChoiceWalk.Step> steps)
    {
        foreach (var (chosen, first) in walk.Reached.Where(reached => reached.Chosen.Version.IsPrerelease))
        {
            var requirements = steps[chosen.Project].Select(step => step.Dependency).Where(IsMet).ToList();
            var final = chosen.Project.Candidates.FirstOrDefault(candidate =>
                !candidate.Version.IsPrerelease
                && requirements.TrueForAll(dependency => dependency.IsMetBy(candidate.Index))
            );
            if (
                final is not null
                && !requirements.Exists(dependency => dependency.Requirement.Specifiers.NamesPrerelease)
            )
            {
                yield return Problem(
                    ClosureProblemKind.OnlyPrerelease,
                    first,
                    null,
                    $"only the pre-release {chosen.Version} suits the rest of the set, and pip passes it over for {final.Version} unless a requirement names it"
                );
            }
        }
    }

    /// <summary>Versions that the index takes back, and pip takes only where they are pinned and alone.</summary>
    private IEnumerable<ClosureProblem> UnpinnedYanked(ILookup<ProjectCandidates, ChoiceWalk.Step> steps)
    {
        foreach (var (chosen, first) in walk.Reached.Where(reached => reached.Chosen.IsYanked))
        {
            var requirements = steps[chosen.Project].Select(step => step.Dependency).Where(IsMet).ToList();
            var isAlone = !chosen.Project.Candidates.Any(candidate =>
                !candidate.IsYanked && requirements.TrueForAll(dependency => dependency.IsMetBy(candidate.Index))
            );
            if (!isAlone || !requirements.Exists(dependency => dependency.Pins))
            {
                yield return Problem(
                    ClosureProblemKind.OnlyYanked,
                    first,
                    null,
                    $"only the yanked {chosen.Version} suits the rest of the set, and pip passes it over unless a requirement pins it and nothing else meets them"
                );
            }
        }
    }

    private ClosureProblem Problem(
        ClosureProblemKind kind,
        ChoiceWalk.Step step,
        RequirementChain? otherChain,
        string reason
    ) => new(kind, pool.Environment, step.Chain, otherChain, reason);
}
