using Wheelhouse.Requirements;

namespace Wheelhouse.Wheels;

/// <summary>How a wheel requires one version of a project.</summary>
/// <param name="Pin">The project and the version.</param>
/// <param name="Strength">How firmly.</param>
/// <param name="Requirements">The requirements on the project as they stand, those under markers included.</param>
public sealed record AuditedPin(ProjectPin Pin, PinStrength Strength, IReadOnlyList<Requirement> Requirements)
{
    /// <summary>The pin and what stands in its place, on one line.</summary>
    public override string ToString() =>
        Requirements.Count == 0
            ? $"{Pin}: not required"
            : $"{Pin}: {string.Join(", ", Requirements.Select(requirement => $"'{requirement}'"))}";
}
