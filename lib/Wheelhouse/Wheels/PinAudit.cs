using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>Reads back from core metadata how a wheel requires given versions. A pin under a marker or by an extra holds for some, and counts for none.</summary>
public static class PinAudit
{
    /// <summary>Looks for each pin.</summary>
    /// <param name="metadata">The metadata of the wheel.</param>
    /// <param name="pins">The versions that it is to require.</param>
    /// <returns>The findings in the order of the pins.</returns>
    public static IReadOnlyList<AuditedPin> Check(CoreMetadata metadata, IEnumerable<ProjectPin> pins)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(pins);
        return
        [
            .. pins.Select(pin =>
            {
                var requirements = metadata.RequiresDist.Where(one => one.ProjectName == pin.Project).ToList();
                return new AuditedPin(pin, StrengthOf(pin.Version, requirements), requirements);
            }),
        ];
    }

    private static PinStrength StrengthOf(PythonVersion version, IEnumerable<Requirement> requirements)
    {
        var always = requirements.Where(requirement => requirement.Marker is null).ToList();
        return always.Count == 0 ? PinStrength.Missing
            : always.Exists(one => one.Url is not null || !one.Specifiers.Contains(version)) ? PinStrength.Contradicted
            : always.Exists(one => one.Specifiers.Specifiers.Any(specifier => IsExact(specifier, version)))
                ? PinStrength.Exact
            : PinStrength.Loose;
    }

    /// <summary>A pin on a public version lets its local versions in too, so it is no pin on one of these.</summary>
    private static bool IsExact(Specifier specifier, PythonVersion version) =>
        specifier.Operator is "==" or "==="
        && PythonVersion.TryParse(specifier.Version, out var named)
        && named == version;
}
