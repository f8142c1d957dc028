using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Inspection;

namespace Wheelhouse.Build.Reporting;

/// <summary>What an inspection saw and found, as one screen for people.</summary>
public static class InspectionText
{
    private const int MostOfAKind = 3;
    private const int MostNames = 12;

    /// <summary>What the wheel is and needs, then what was found, of each kind a few.</summary>
    /// <param name="inspection">The inspection.</param>
    public static IRenderable Of(WheelInspection inspection)
    {
        var findings = new Listing("finding", "member", "what");
        foreach (var kind in inspection.Findings.GroupBy(finding => (finding.Severity, finding.Kind)))
        {
            Add(findings, [.. kind]);
        }

        return Words.Below([.. Facts(inspection).Select(line => Words.Of(line)), findings]);
    }

    private static IEnumerable<string> Facts(WheelInspection inspection)
    {
        yield return $"{Path.GetFileName(inspection.Path)}  {ByteSize.Format(inspection.Size)}";
        if (inspection.Members == 0)
        {
            yield break;
        }

        var depth = inspection.IsFull
            ? "all compared with CRC and RECORD"
            : "names and sizes compared with RECORD; --full compares their bytes too";
        yield return Line(
            $"  {inspection.Members} members, {ByteSize.Format(inspection.InflatedSize)} inflated; {depth}"
        );
        if (inspection.Libraries.Count == 0)
        {
            yield break;
        }

        var machines = Names(inspection.Libraries.Select(library => library.Elf.Machine));
        yield return Line($"  {inspection.Libraries.Count} shared objects for {machines}");
        var promised = inspection.GlibcPromised is { } promise
            ? $"{promise} is promised to be enough"
            : "none is promised";
        yield return $"  glibc {inspection.GlibcNeeded?.ToString() ?? "is not"} needed, {promised}";
        foreach (
            var (source, text) in new[] { (LibrarySource.Rocm, "ROCm"), (LibrarySource.OtherWheel, "other wheels") }
        )
        {
            var needed = inspection.Libraries.SelectMany(library => library.Needed).Where(one => one.Source == source);
            if (Names(needed.Select(one => one.Name)) is { Length: > 0 } names)
            {
                yield return $"  from {text}: {names}";
            }
        }

        if (Names(inspection.GpuTargets) is { Length: > 0 } targets)
        {
            yield return $"  GPU code for {targets}";
        }
    }

    private static void Add(Listing listing, List<Finding> alike)
    {
        foreach (var finding in alike.Take(MostOfAKind))
        {
            listing.Add(
                finding.Severity == FindingSeverity.Error ? new Style(Color.Red) : Style.Plain,
                [$"{finding.Severity}", finding.Member ?? "", finding.What]
            );
        }

        if (alike.Count > MostOfAKind)
        {
            listing.Add("", "", Line($"and {alike.Count - MostOfAKind} more like these"));
        }
    }

    private static string Names(IEnumerable<string> names)
    {
        var sorted = names.Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", sorted.Take(MostNames));
        return sorted.Count > MostNames ? Line($"{shown} and {sorted.Count - MostNames} more") : shown;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
