using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Build.Verification;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a user of an index finds, for people.</summary>
public static class WatchText
{
    /// <summary>The totals, the newest versions, then every finding with how to mend it.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="install">What came of installing; null where nothing was installed.</param>
    /// <param name="isChecked">Whether every file was read.</param>
    public static IRenderable Of(WatchReport report, WatchedInstall? install, bool isChecked) =>
        Words.Below(Parts(report, install, isChecked));

    private static IEnumerable<IRenderable> Parts(WatchReport report, WatchedInstall? install, bool isChecked)
    {
        yield return Line(
            $"{report.Index}: {Counted.Of(report.Projects, "project")}, {Counted.Of(report.Files, "file")}, {ByteSize.Format(report.Bytes)}; {Counted.Of(report.Requests, "request")}, pages {report.PageTime.TotalSeconds:0.0} s, files {report.FileTime.TotalSeconds:0.0} s"
        );
        foreach (var root in report.Roots.Where(root => root.Latest is not null))
        {
            var age = root.Uploaded is { } uploaded
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", published {uploaded:yyyy-MM-dd}, {Counted.Of((long)Math.Round((report.Started - uploaded).TotalDays), "day")} ago"
                )
                : "";
            yield return Line($"newest {root.Project}: {root.Latest}{age}");
        }

        foreach (var finding in report.Findings)
        {
            yield return Words.Of($"WRONG {finding}", new Style(Color.Red));
            yield return Words.Of($"    to mend it: {finding.Hint}");
        }

        if (report.IsHealthy)
        {
            yield return Words.Of(
                "users find everything as it should be"
                    + (isChecked ? ", and every file has the bytes that its page tells" : "")
                    + (install is null ? "; nothing was installed" : "")
            );
        }
    }

    private static Text Line(FormattableString text) => Words.Of(text.ToString(CultureInfo.InvariantCulture));
}
