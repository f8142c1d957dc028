using Wheelhouse.Tags;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>Holds the file <c>WHEEL</c> against the file name.</summary>
internal static class WheelHeaderAudit
{
    /// <summary>Bytes of the largest file read; real ones have some hundred.</summary>
    private const int LargestFile = 1 << 20;

    public static void Check(WheelArchive archive, WheelFileName? fileName, FindingList findings)
    {
        var problems = new List<string>();
        IReadOnlyList<MetadataField> fields;
        try
        {
            fields = MetadataHeaders.Read(archive.Read(archive.Wheel, LargestFile), problems, out _);
        }
        catch (WheelArchiveException error)
        {
            findings.Error(FindingKind.WheelHeader, error);
            return;
        }

        foreach (var problem in problems)
        {
            findings.Error(FindingKind.WheelHeader, archive.Wheel.Name, problem);
        }

        CheckVersion(Values(fields, "Wheel-Version"), archive.Wheel.Name, findings);
        if (fileName is not null)
        {
            CheckTags(Values(fields, "Tag"), fileName, archive.Wheel.Name, findings);
            CheckBuild(Values(fields, "Build"), fileName, archive.Wheel.Name, findings);
        }
    }

    private static List<string> Values(IEnumerable<MetadataField> fields, string name) =>
        [.. fields.Where(field => field.Is(name)).Select(field => field.Value.Trim())];

    /// <summary>Installers refuse a greater major version and warn of a greater minor one.</summary>
    private static void CheckVersion(List<string> values, string member, FindingList findings)
    {
        if (values is not [var text] || !Version.TryParse(text, out var version) || version.Major != 1)
        {
            var found = values.Count == 1 ? OffendingText.Quote(values[0]) : $"given {values.Count} times";
            findings.Error(FindingKind.WheelHeader, member, $"Wheel-Version is {found}; 1.0 is known");
        }
        else if (version.Minor > 0)
        {
            findings.Warn(FindingKind.WheelHeader, member, $"Wheel-Version is {version}; 1.0 is known");
        }
    }

    private static void CheckTags(List<string> values, WheelFileName fileName, string member, FindingList findings)
    {
        var inside = new HashSet<WheelTag>();
        foreach (var value in values)
        {
            if (!WheelTag.TryParseSet(value, out var tags))
            {
                findings.Error(FindingKind.Tags, member, $"{OffendingText.Quote(value)} is no tag");
                return;
            }

            inside.UnionWith(tags);
        }

        if (!inside.SetEquals(fileName.Tags))
        {
            findings.Error(
                FindingKind.Tags,
                member,
                $"the file name says {fileName.TagText}, WHEEL says {Shown(inside.Select(tag => tag.ToString()))}"
            );
        }
    }

    private static void CheckBuild(List<string> values, WheelFileName fileName, string member, FindingList findings)
    {
        if (values is not [] && (values is not [var build] || build != fileName.Build))
        {
            findings.Error(
                FindingKind.Build,
                member,
                $"the file name says {fileName.Build ?? "no build"}, WHEEL says {Shown(values)}"
            );
        }
    }

    private static string Shown(IEnumerable<string> values)
    {
        const int Most = 5;
        var all = values.ToList();
        var shown = string.Join(", ", all.Take(Most).Select(text => OffendingText.Quote(text)));
        return all.Count > Most ? $"{shown} and {all.Count - Most} more"
            : all.Count == 0 ? "none"
            : shown;
    }
}
