using Wheelhouse.Names;

namespace Wheelhouse.Closure;

/// <summary>Whether the set serves one environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Problems">Every requirement that the set does not meet; empty where the set is closed.</param>
/// <param name="Needed">
/// The wheels that an installation takes, one per project; where there are problems, those of the choice that has them.
/// </param>
/// <param name="Warnings">What an installation passes over, such as extras that a project does not offer.</param>
public sealed record EnvironmentClosure(
    TargetEnvironment Environment,
    IReadOnlyList<ClosureProblem> Problems,
    IReadOnlyList<NeededWheel> Needed,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Whether every requirement is met by the set.</summary>
    public bool IsClosed => Problems.Count == 0;

    /// <summary>The shortest way by which the roots came to require a project that is installed; null where it is not.</summary>
    /// <param name="project">The project.</param>
    public RequirementChain? ChainTo(ProjectName project) =>
        Needed.FirstOrDefault(needed => needed.Wheel.FileName.Project == project)?.Chain;
}
