using Wheelhouse.Names;

namespace Wheelhouse.Closure;

/// <summary>Every requirement that counts once versions are chosen, found breadth first, so that chains are the shortest.</summary>
internal sealed class ChoiceWalk
{
    private readonly Func<ProjectCandidates, Candidate?> choiceOf;
    private readonly Queue<Step> pending = new();
    private readonly Dictionary<ProjectCandidates, HashSet<ExtraName>> extras = [];

    internal ChoiceWalk(IReadOnlyList<Dependency> roots, Func<ProjectCandidates, Candidate?> choiceOf)
    {
        this.choiceOf = choiceOf;
        Add(roots, null);
        while (pending.TryDequeue(out var step))
        {
            Steps.Add(step);
            Follow(step);
        }
    }

    /// <summary>A requirement, and how it came about.</summary>
    internal sealed record Step(Dependency Dependency, RequirementChain Chain);

    /// <summary>The requirements, nearest to the roots first.</summary>
    internal List<Step> Steps { get; } = [];

    /// <summary>The projects reached of which a version is chosen, nearest first, with the step that reached them first.</summary>
    internal List<(Candidate Chosen, Step First)> Reached { get; } = [];

    internal Step? StepOf(Dependency dependency) => Steps.Find(step => step.Dependency == dependency);

    private void Add(IReadOnlyList<Dependency> dependencies, RequirementChain? via)
    {
        foreach (var dependency in dependencies)
        {
            pending.Enqueue(new(dependency, new(dependency.Requirement, via)));
        }
    }

    private void Follow(Step step)
    {
        if (
            step.Dependency.Target is not { } target
            || choiceOf(target) is not { } chosen
            || step.Dependency.Unmet is not null
        )
        {
            return;
        }

        if (!extras.TryGetValue(target, out var known))
        {
            extras.Add(target, known = []);
            Reached.Add((chosen, step));
            Add(chosen.Dependencies, step.Chain);
        }

        foreach (var extra in step.Dependency.Requirement.Extras)
        {
            if (known.Add(extra))
            {
                Add(chosen.DependenciesOf(extra), step.Chain);
            }
        }
    }
}
