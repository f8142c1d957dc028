namespace Wheelhouse.Wheels;

/// <summary>A set of wheels that cannot be rewritten as asked; all reasons are told at once.</summary>
public sealed class WheelSetRefusedException : WheelhouseException
{
    internal WheelSetRefusedException(IReadOnlyList<string> refusals)
        : base(
            $"the set of wheels cannot be rewritten:\n  - {string.Join("\n  - ", refusals)}",
            $"{refusals.Count} {(refusals.Count == 1 ? "refusal" : "refusals")}",
            "change the policy, or build the named wheels with requirements that hold for the new versions"
        ) => Refusals = refusals;

    /// <summary>Each reason, with the wheel and the line it stands in.</summary>
    public IReadOnlyList<string> Refusals { get; }
}
