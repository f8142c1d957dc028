using Wheelhouse.Names;

namespace Wheelhouse.Closure;

/// <summary>A requirement that the set does not meet in one environment.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Environment">Where.</param>
/// <param name="Chain">The requirement, and how it came about.</param>
/// <param name="OtherChain">The requirement that it conflicts with, and how that came about; null where there is none.</param>
/// <param name="Reason">What is wrong and what is there instead, in words.</param>
public sealed record ClosureProblem(
    ClosureProblemKind Kind,
    TargetEnvironment Environment,
    RequirementChain Chain,
    RequirementChain? OtherChain,
    string Reason
)
{
    /// <summary>The project that is required.</summary>
    public ProjectName Project => Chain.Last.ProjectName;

    /// <summary>Chain and reason: <c>vllm -> transformers[torch] -> tokenizers>=0.21: no wheel for cp312 manylinux_2_35_x86_64 ...</c>.</summary>
    public override string ToString() => $"{Chain}: {Reason}";
}
