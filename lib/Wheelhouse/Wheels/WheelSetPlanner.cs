using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>Computes one plan.</summary>
internal sealed class WheelSetPlanner
{
    private readonly List<string> warnings = [];
    private readonly List<string> refusals = [];
    private readonly IReadOnlyList<(WheelFile Wheel, PythonVersion Version)> set;
    private readonly PinRules pins;

    public WheelSetPlanner(
        IReadOnlyList<WheelFile> wheels,
        Func<ProjectName, VersionPolicy> policyOf,
        IReadOnlyDictionary<(ProjectName Project, PythonVersion Version), PythonVersion>? knownRenames
    )
    {
        set = [.. wheels.Select(wheel => (wheel, policyOf(wheel.FileName.Project).Apply(wheel.FileName.Version)))];
        var known = knownRenames ?? new Dictionary<(ProjectName, PythonVersion), PythonVersion>();
        pins = new PinRules(new VersionMap(set, known, refusals), warnings, refusals);
    }

    public WheelSetPlan Plan()
    {
        RefuseMeetingNames();
        var planned = set.Select(pair => Plan(pair.Wheel, pair.Version)).ToList();
        return refusals.Count == 0 ? new WheelSetPlan(planned, warnings) : throw new WheelSetRefusedException(refusals);
    }

    private static WheelFileName NewFileName(WheelFile wheel, PythonVersion version) =>
        version == wheel.FileName.Version ? wheel.FileName : wheel.FileName.WithVersion(version);

    /// <summary>Names that differ in spelling alone meet too: an index shows one file for them.</summary>
    private void RefuseMeetingNames()
    {
        var groups = set.GroupBy(pair =>
            (pair.Wheel.FileName.Project, pair.Version, pair.Wheel.FileName.Build, pair.Wheel.FileName.TagText)
        );
        foreach (var group in groups.Where(group => group.Skip(1).Any()))
        {
            var name = NewFileName(group.First().Wheel, group.First().Version);
            refusals.Add($"{string.Join(" and ", group.Select(pair => pair.Wheel.Path))} would both be {name}");
        }
    }

    private PlannedWheel Plan(WheelFile wheel, PythonVersion version)
    {
        var planned = new PlannedWheel(wheel, NewFileName(wheel, version));
        var isRenamed = version != wheel.FileName.Version;
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

        if (!isRenamed && edits.Count == 0)
        {
            return planned;
        }

        if (isRenamed)
        {
            editor.SetVersion(version);
        }
        else
        {
            warnings.Add(
                $"{wheel.FileName}: its pins change and its version does not: any other file of this name differs"
            );
        }

        return EditMembers(planned with { Pins = edits, Metadata = editor.ToBytes() });
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
        if (after.Version != planned.Version || after.RequiresDist.Count != before.RequiresDist.Count)
        {
            throw new InvalidCoreMetadataException(planned.SourcePath, ["its headers cannot be edited in place"]);
        }
    }
}
