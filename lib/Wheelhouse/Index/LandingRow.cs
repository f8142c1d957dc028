namespace Wheelhouse.Index;

/// <summary>A project on the landing page: a line that opens to its versions.</summary>
internal static class LandingRow
{
    private const int DateLength = 10;

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    private static ReadOnlySpan<byte> Mark => "<span class=\"mark\">yanked</span>"u8;

    private static ReadOnlySpan<byte> Dot => " · "u8;

    public static void AppendTo(PageBytes row, RootProject project)
    {
        row.Add("<details><summary><b class=\"project\">"u8);
        row.Add(project.Name.Value);
        row.Add("</b> "u8);
        AddIf(row, "<span class=\"version\">"u8, project.LatestVersion?.ToString(), "</span>"u8);
        row.Add(project.LatestVersion is null ? Mark : default);
        AddIf(row, " <bdi class=\"about\">"u8, project.Summary, "</bdi>"u8);
        if (project.Latest is { } latest)
        {
            row.Add(" <span class=\"facts\">"u8);
            AddFacts(row, latest);
            row.Add("</span>"u8);
        }

        row.Add("</summary>\n"u8);
        if (project.Versions.Count > 0)
        {
            AddVersions(row, project);
        }

        // With the file's name in the link: not every host serves a folder's page for the folder.
        row.Add("<p><a href=\""u8);
        row.Add(IndexLayout.ProjectHtml(project.Name));
        row.Add("\">All files"u8);
        if (project.VersionCount - project.Versions.Count is > 0 and var others)
        {
            row.Add(", "u8);
            row.Add(Counted.Of(others, "more version"));
        }

        row.Add("</a></p></details>"u8);
    }

    private static void AddFacts(PageBytes row, RootVersion version)
    {
        AddIf(row, "ROCm "u8, version.Rocm, Dot);
        AddIf(row, "Python "u8, version.Pythons.Count == 0 ? null : Listed(version.Pythons), Dot);
        AddSize(row, version.Size);
        if (DateOf(version.UploadTime) is { IsEmpty: false } date)
        {
            row.Add(Dot);
            row.Add(date);
        }
    }

    private static void AddVersions(PageBytes row, RootProject project)
    {
        var withGpus = project.Versions.Any(version => version.GpuTargets.Count > 0);
        var withDates = project.Versions.Any(version => !DateOf(version.UploadTime).IsEmpty);
        row.Add("<div class=\"scroll\"><table><thead><tr><th>Version</th><th>Python</th>"u8);
        row.Add(withGpus ? "<th>GPUs</th>"u8 : default);
        row.Add("<th>Files</th><th>Size</th>"u8);
        row.Add(withDates ? "<th>Uploaded</th>"u8 : default);
        row.Add("</tr></thead><tbody>\n"u8);
        foreach (var version in project.Versions)
        {
            row.Add(version.Yanked is null ? "<tr><td>"u8 : "<tr class=\"yanked\"><td>"u8);
            AddName(row, version);
            AddIf(row, "</td><td>"u8, Listed(version.Pythons), default);
            AddIf(row, "</td><td>"u8, withGpus ? Listed(version.GpuTargets) : null, default);
            row.Add("</td><td>"u8);
            row.Add(version.Files);
            row.Add("</td><td>"u8);
            AddSize(row, version.Size);
            if (withDates)
            {
                row.Add("</td><td>"u8);
                row.Add(DateOf(version.UploadTime));
            }

            row.Add("</td></tr>\n"u8);
        }

        row.Add("</tbody></table></div>\n"u8);
    }

    private static void AddName(PageBytes row, RootVersion version)
    {
        AddIf(row, "<span class=\"version\">"u8, version.Version.ToString(), "</span>"u8);
        AddIf(row, " <span class=\"note\">ROCm "u8, version.Rocm, "</span>"u8);
        if (version.Yanked is { } reason)
        {
            row.Add(" "u8);
            row.Add(Mark);
            AddIf(row, " <bdi class=\"note\">"u8, reason.Length == 0 ? null : reason, "</bdi>"u8);
        }
    }

    private static void AddIf(PageBytes row, ReadOnlySpan<byte> before, string? text, ReadOnlySpan<byte> after)
    {
        if (text is not null)
        {
            row.Add(before);
            row.Add(PageText.Escape(text));
            row.Add(after);
        }
    }

    private static string Listed(IReadOnlyList<string> texts) => texts is [var only] ? only : string.Join(", ", texts);

    // The day of an upload-time such as 2026-08-07T12:00:00.000000Z, which is in UTC (PEP 700); empty where it has none.
    private static ReadOnlySpan<char> DateOf(string? time) =>
        time is { Length: > DateLength } && time[DateLength] == 'T' && IsDate(time.AsSpan(0, DateLength))
            ? time.AsSpan(0, DateLength)
            : default;

    // As the framework's exact parser says, in a tenth of its time.
    private static bool IsDate(ReadOnlySpan<char> text) =>
        text[4] == '-'
        && text[7] == '-'
        && Digits(text[..4]) is > 0 and var year
        && Digits(text[5..7]) is >= 1 and <= 12 and var month
        && Digits(text[8..]) is >= 1 and var day
        && day <= DateTime.DaysInMonth(year, month);

    // The number that the digits are; -1 where one is none.
    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }

    private static void AddSize(PageBytes row, long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        var tenths = (long)Math.Round(value * 10, MidpointRounding.AwayFromZero);
        row.Add(tenths / 10);
        if (tenths % 10 is > 0 and var tenth)
        {
            row.Add("."u8);
            row.Add(tenth);
        }

        row.Add(" "u8);
        row.Add(Units[unit]);
    }
}
