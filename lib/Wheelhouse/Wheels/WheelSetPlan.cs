namespace Wheelhouse.Wheels;

/// <summary>What a rewriting of a set of wheels will do; computing it changes nothing.</summary>
/// <param name="Wheels">Each wheel of the set, in the order given.</param>
/// <param name="Warnings">What deserves a look but hinders nothing, each with its wheel.</param>
public sealed record WheelSetPlan(IReadOnlyList<PlannedWheel> Wheels, IReadOnlyList<string> Warnings)
{
    /// <summary>The plan for people to read: what becomes of each wheel, then the warnings.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Wheels.Select(wheel => wheel.ToString()).Concat(Warnings.Select(warning => $"warning: {warning}"))
        );
}
