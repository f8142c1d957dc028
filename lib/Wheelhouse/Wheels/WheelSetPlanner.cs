using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>Computes one plan.</summary>
internal sealed class WheelSetPlanner
{
    private readonly List<string> warnings = [];
    private readonly List<string> refusals = [];
    private readonly WheelSetChanges changes;
    private readonly IReadOnlyList<(WheelFile Wheel, WheelFileName Name)> set;
    private readonly PinRules pins;

    public WheelSetPlanner(IReadOnlyList<WheelFile> wheels, WheelSetChanges changes)
    {
        this.changes = changes;
        set = [.. wheels.Select(wheel => (wheel, NewFileName(wheel)))];
        var versions = set.Select(pair => (pair.Wheel, pair.Name.Version)).ToList();
        pins = new PinRules(new VersionMap(versions, changes.KnownRenames, refusals), warnings, refusals);
    }

    public WheelSetPlan Plan()
    {
        RefuseMeetingNames();
        var planned = set.Select(pair => Plan(pair.Wheel, pair.Name)).ToList();
        return refusals.Count == 0 ? new WheelSetPlan(planned, warnings) : throw new WheelSetRefusedException(refusals);
    }

    private WheelFileName NewFileName(WheelFile wheel)
    {
        var version = changes.PolicyOf(wheel.FileName.Project).Apply(wheel.FileName.Version);
        var name = version == wheel.FileName.Version ? wheel.FileName : wheel.FileName.WithVersion(version);
        return changes.PlatformOf(wheel) is { } platform ? name.WithPlatform(platform) : name;
    }

    /// <summary>Names that differ in spelling alone meet too: an index shows one file for them.</summary>
    private void RefuseMeetingNames()
    {
        var groups = set.GroupBy(pair => (pair.Name.Project, pair.Name.Version, pair.Name.Build, pair.Name.TagText));
        foreach (var group in groups.Where(group => group.Skip(1).Any()))
        {
            refusals.Add(
                $"{string.Join(" and ", group.Select(pair => pair.Wheel.Path))} would both be {group.First().Name}"
            );
        }
    }

    private PlannedWheel Plan(WheelFile wheel, WheelFileName name)
    {
        var planned = new PlannedWheel(wheel, name);
        var isRenamed = name.Version != wheel.FileName.Version;
        var editor = new MetadataEditor(wheel.Metadata);
        var edits = new List<PinEdit>();
        foreach (var (field, requirement) in wheel.Metadata.Requirements)
        {
            var where = $"{wheel.FileName}, METADATA line {field.Line}, '{field.Value}'";
            foreach (var (span, text) in pins.Follow(requirement, where))
            {
                editor.SetPin(field, span, text);
                edits.Add(new PinEdit(field.Line, field.Value, $"{span.Specifier}", span.Specifier.Operator + text));
            }
        }

        var added = AddedPins(wheel);
        if (name.Equals(wheel.FileName) && edits.Count == 0 && added.Count == 0)
        {
            return planned;
        }

        if (isRenamed)
        {
            editor.SetVersion(name.Version);
        }
        else if (name.Equals(wheel.FileName))
        {
            warnings.Add(
                $"{wheel.FileName}: its pins change and its version does not: any other file of this name differs"
            );
        }

        if (added.Count > 0)
        {
            editor.AddRequirements(added);
        }

        return EditMembers(planned with { Pins = edits, AddedPins = added, Metadata = editor.ToBytes() });
    }

    /// <summary>The pins on what is not required; where it is under a marker, the pin must not shut that out.</summary>
    private List<ProjectPin> AddedPins(WheelFile wheel)
    {
        var missing = PinAudit
            .Check(wheel.Metadata, changes.PinsOf(wheel))
            .Where(pin => pin.Strength == PinStrength.Missing)
            .ToList();
        foreach (var (pin, _, requirements) in missing)
        {
            refusals.AddRange(
                requirements
                    .Where(requirement => requirement.Url is not null || !requirement.Specifiers.Contains(pin.Version))
                    .Select(requirement => $"{wheel.FileName}: {pin} cannot be added beside '{requirement}'")
            );
        }

        return [.. missing.Select(pin => pin.Pin)];
    }

    private PlannedWheel EditMembers(PlannedWheel planned)
    {
        try
        {
            RequireSound(planned);
            using var archive = WheelArchive.Open(planned.SourcePath);
            WheelSetWriter.RequireUnchanged(archive, planned);
            return planned with { Edits = new WheelEditor(archive, planned, warnings).Edit() };
        }
        catch (WheelhouseException fault)
        {
            refusals.Add($"{fault.Where}: {fault.What}");
            return planned;
        }
    }

    /// <summary>What was edited must read as what was meant: METADATA is the one file that resolvers believe.</summary>
    private static void RequireSound(PlannedWheel planned)
    {
        var before = planned.Wheel.Metadata;
        var after = CoreMetadata.Parse(planned.Metadata, $"{planned.SourcePath} after its edits");
        if (
            after.Version != planned.Version
            || after.RequiresDist.Count != before.RequiresDist.Count + planned.AddedPins.Count
        )
        {
            throw new InvalidCoreMetadataException(planned.SourcePath, ["its headers cannot be edited in place"]);
        }
    }
}
