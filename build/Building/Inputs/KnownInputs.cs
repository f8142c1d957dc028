using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>What goes into a build, or why that is not known.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Unknown">Why they are not known.</param>
public sealed record KnownInputs(BuildInputs? Inputs, string? Unknown)
{
    /// <summary>Whether they are known.</summary>
    [MemberNotNullWhen(true, nameof(Inputs))]
    [MemberNotNullWhen(false, nameof(Unknown))]
    public bool AreKnown => Inputs is not null;

    /// <summary>Inputs that are known.</summary>
    /// <param name="inputs">The inputs.</param>
    public static KnownInputs Of(BuildInputs inputs) => new(inputs, null);

    /// <summary>Inputs that are not known.</summary>
    /// <param name="reason">Why.</param>
    public static KnownInputs Missing(string reason) => new(null, reason);
}
