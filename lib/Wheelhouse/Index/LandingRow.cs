using System.Globalization;
using System.Text;

namespace Wheelhouse.Index;

/// <summary>A project on the landing page: a line that opens to its versions.</summary>
internal static class LandingRow
{
    private const string Mark = "<span class=\"mark\">yanked</span>";

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static void AppendTo(StringBuilder row, RootProject project)
    {
        var latest = project.Latest;
        row.Append(CultureInfo.InvariantCulture, $"<details><summary><b class=\"project\">{project.Name}</b> ");
        AppendIf(row, "<span class=\"version\">", project.LatestVersion?.ToString(), "</span>");
        row.Append(project.LatestVersion is null ? Mark : "");
        AppendIf(row, " <bdi class=\"about\">", project.Summary, "</bdi>");
        AppendIf(row, " <span class=\"facts\">", latest is null ? null : Facts(latest), "</span>");
        row.Append("</summary>\n");
        if (project.Versions.Count > 0)
        {
            AppendVersions(row, project);
        }

        // With the file's name in the link: not every host serves a folder's page for the folder.
        row.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{IndexLayout.ProjectHtml(project.Name)}\">All files");
        var others = project.VersionCount - project.Versions.Count;
        row.Append(others > 0 ? string.Create(CultureInfo.InvariantCulture, $", {others} more versions") : "");
        row.Append("</a></p></details>");
    }

    private static string Facts(RootVersion version) =>
        string.Join(
            " · ",
            new[]
            {
                version.Rocm is null ? null : $"ROCm {version.Rocm}",
                version.Pythons.Count == 0 ? null : $"Python {string.Join(", ", version.Pythons)}",
                Size(version.Size),
                DateOf(version),
            }.OfType<string>()
        );

    private static void AppendVersions(StringBuilder row, RootProject project)
    {
        var withGpus = project.Versions.Any(version => version.GpuTargets.Count > 0);
        var withDates = project.Versions.Any(version => DateOf(version) is not null);
        row.Append("<div class=\"scroll\"><table><thead><tr><th>Version</th><th>Python</th>")
            .Append(withGpus ? "<th>GPUs</th>" : "")
            .Append("<th>Files</th><th>Size</th>")
            .Append(withDates ? "<th>Uploaded</th>" : "")
            .Append("</tr></thead><tbody>\n");
        foreach (var version in project.Versions)
        {
            row.Append(version.Yanked is null ? "<tr>" : "<tr class=\"yanked\">");
            row.Append(CultureInfo.InvariantCulture, $"<td>{NameOf(version)}</td>");
            AppendIf(row, "<td>", Listed(version.Pythons), "</td>");
            AppendIf(row, "<td>", withGpus ? Listed(version.GpuTargets) : null, "</td>");
            row.Append(CultureInfo.InvariantCulture, $"<td>{version.Files}</td><td>{Size(version.Size)}</td>");
            AppendIf(row, "<td>", withDates ? DateOf(version) ?? "" : null, "</td>");
            row.Append("</tr>\n");
        }

        row.Append("</tbody></table></div>\n");
    }

    private static string NameOf(RootVersion version)
    {
        var name = $"<span class=\"version\">{PageText.Escape(version.Version.ToString())}</span>";
        name += version.Rocm is null ? "" : $" <span class=\"note\">ROCm {PageText.Escape(version.Rocm)}</span>";
        return version.Yanked switch
        {
            null => name,
            "" => $"{name} {Mark}",
            var reason => $"{name} {Mark} <bdi class=\"note\">{PageText.Escape(reason)}</bdi>",
        };
    }

    private static void AppendIf(StringBuilder row, string before, string? text, string after)
    {
        if (text is not null)
        {
            row.Append(before).Append(PageText.Escape(text)).Append(after);
        }
    }

    private static string Listed(IReadOnlyList<string> texts) => texts is [var only] ? only : string.Join(", ", texts);

    // The day of an upload-time such as 2026-08-07T12:00:00.000000Z, which is in UTC (PEP 700).
    private static string? DateOf(RootVersion version) =>
        version.UploadTime is { Length: > 10 } time
        && time[10] == 'T'
        && DateOnly.TryParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? time[..10]
            : null;

    private static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }
}
