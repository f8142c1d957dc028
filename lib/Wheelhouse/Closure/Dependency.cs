using Wheelhouse.Names;
using Wheelhouse.Requirements;

namespace Wheelhouse.Closure;

/// <summary>A requirement whose marker holds, and the candidates that meet it.</summary>
/// <param name="requirer">Whose metadata it stands in; null for a root.</param>
/// <param name="requirement">The requirement.</param>
/// <param name="extra">The extra of the requirer that it belongs to; null where it counts always.</param>
internal sealed class Dependency(Candidate? requirer, Requirement requirement, ExtraName? extra)
{
    private readonly bool[] isMetBy = [];

    internal Candidate? Requirer { get; } = requirer;

    internal Requirement Requirement { get; } = requirement;

    internal ExtraName? Extra { get; } = extra;

    /// <summary>The project required; null where the set has none of it, or where it is not looked for.</summary>
    internal ProjectCandidates? Target { get; }

    /// <summary>Why no candidate meets it, whatever else is chosen; null where one does.</summary>
    internal UnmetRequirement? Unmet { get; private init; }

    /// <summary>Whether it names one version, which is what lets pip take a yanked one.</summary>
    internal bool Pins => Requirement.Specifiers.IsPin;

    internal bool IsMetBy(int candidate) => isMetBy[candidate];

    internal bool HasMetInCommonWith(Dependency other)
    {
        for (var index = 0; index < isMetBy.Length; index++)
        {
            if (isMetBy[index] && other.isMetBy[index])
            {
                return true;
            }
        }

        return false;
    }

    internal Dependency(Candidate? requirer, Requirement requirement, ExtraName? extra, UnmetRequirement unmet)
        : this(requirer, requirement, extra) => Unmet = unmet;

    internal Dependency(
        Candidate? requirer,
        Requirement requirement,
        ExtraName? extra,
        ProjectCandidates target,
        CandidatePool pool
    )
        : this(requirer, requirement, extra)
    {
        Target = target;
        isMetBy = new bool[target.Candidates.Count];
        var isMet = false;
        foreach (var candidate in target.Candidates)
        {
            isMet |= isMetBy[candidate.Index] = requirement.Specifiers.Contains(candidate.Version);
        }

        Unmet = isMet ? null : UnmetRequirement.Explain(requirement, target, pool);
    }
}
