using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>Whether a set of wheels serves all environments, and if not, why.</summary>
/// <param name="Environments">The answer for each environment, in the order asked.</param>
/// <param name="Unneeded">The wheels that no environment takes, ordered by file name.</param>
public sealed record ClosureReport(IReadOnlyList<EnvironmentClosure> Environments, IReadOnlyList<WheelFile> Unneeded)
{
    /// <summary>Whether every requirement is met in every environment.</summary>
    public bool IsClosed => Environments.All(environment => environment.IsClosed);

    /// <summary>The problems of all environments.</summary>
    public IReadOnlyList<ClosureProblem> Problems { get; } =
    [.. Environments.SelectMany(environment => environment.Problems)];

    /// <summary>The wheels that some environment takes, ordered by file name, with everyone who requires them anywhere.</summary>
    public IReadOnlyList<NeededWheel> Needed { get; } =
    [
        .. Environments
            .SelectMany(environment => environment.Needed)
            .GroupBy(needed => needed.Wheel)
            .OrderBy(group => group.Key.FileName.ToString(), StringComparer.Ordinal)
            .Select(group => new NeededWheel(
                group.Key,
                group.First().Chain,
                [
                    .. group
                        .SelectMany(needed => needed.RequiredBy)
                        .DistinctBy(requirer => requirer.Requirement, ReferenceEqualityComparer.Instance),
                ]
            )),
    ];

    /// <summary>What installations pass over, each once.</summary>
    public IReadOnlyList<string> Warnings { get; } =
    [.. Environments.SelectMany(environment => environment.Warnings).Distinct()];

    /// <summary>
    /// The shortest way by which the roots came to require a project, in the first environment that installs it; null where
    /// none does.
    /// </summary>
    /// <param name="project">The project.</param>
    public RequirementChain? ChainTo(ProjectName project) =>
        Environments.Select(environment => environment.ChainTo(project)).FirstOrDefault(chain => chain is not null);
}
