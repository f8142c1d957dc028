using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>What an installation takes in one environment, as trees: below each wheel those that it requires.</summary>
/// <param name="closure">The environment; where the set is not closed, the tree is that of the choice with the problems.</param>
public sealed class ClosureTree(EnvironmentClosure closure)
{
    private readonly Dictionary<ProjectName, NeededWheel> needed = closure.Needed.ToDictionary(wheel =>
        wheel.Wheel.FileName.Project
    );

    // Only wheels require one another here: what a root's requirement brings stands at the top.
    private readonly ILookup<ProjectName, NeededWheel> required = (
        from wheel in closure.Needed
        from requirer in wheel.RequiredBy.Select(requirer => requirer.Wheel).OfType<WheelFile>()
        select (requirer.FileName.Project, wheel)
    )
        .Distinct()
        .OrderBy(edge => edge.wheel.Wheel.FileName.Project)
        .ToLookup(edge => edge.Project, edge => edge.wheel);

    /// <summary>The whole set, the wheels of the roots' requirements at the top.</summary>
    public IReadOnlyList<ClosureNode> Roots() =>
        Trees(closure.Needed.Where(wheel => wheel.RequiredBy.Any(requirer => requirer.Wheel is null)));

    /// <summary>A project's wheel and all that it brings; null where no installation takes it.</summary>
    /// <param name="project">The project.</param>
    public ClosureNode? Of(ProjectName project) =>
        needed.TryGetValue(project, out var wheel) ? Trees([wheel])[0] : null;

    /// <summary>
    /// Why a project is taken: for everyone who requires it, the shortest way from a root to them and on to it, in the
    /// order of <see cref="NeededWheel.RequiredBy"/>. Empty where no installation takes it.
    /// </summary>
    /// <param name="project">The project.</param>
    public IReadOnlyList<RequirementChain> ChainsTo(ProjectName project) =>
        needed.TryGetValue(project, out var wheel)
            ?
            [
                .. wheel.RequiredBy.Select(requirer => new RequirementChain(
                    requirer.Requirement,
                    requirer.Wheel is { } by ? needed[by.FileName.Project].Chain : null
                )),
            ]
            : [];

    // Level by level, so each wheel comes as near to the top as it can; made from the last one up, so depth costs no stack.
    private List<ClosureNode> Trees(IEnumerable<NeededWheel> top)
    {
        var starts = top.OrderBy(wheel => wheel.Wheel.FileName.Project).ToList();
        var order = new List<NeededWheel>(starts);
        var met = starts.Select(wheel => wheel.Wheel.FileName.Project).ToHashSet();
        var brings = new Dictionary<ProjectName, List<NeededWheel>>();
        for (var next = 0; next < order.Count; next++)
        {
            var project = order[next].Wheel.FileName.Project;
            brings[project] = [.. required[project].Where(wheel => met.Add(wheel.Wheel.FileName.Project))];
            order.AddRange(brings[project]);
        }

        var nodes = new Dictionary<ProjectName, ClosureNode>();
        foreach (var wheel in Enumerable.Reverse(order))
        {
            var project = wheel.Wheel.FileName.Project;
            nodes[project] = new ClosureNode(
                wheel,
                [.. brings[project].Select(child => nodes[child.Wheel.FileName.Project])]
            );
        }

        return [.. starts.Select(wheel => nodes[wheel.Wheel.FileName.Project])];
    }
}
