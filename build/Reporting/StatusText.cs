using System.Globalization;
using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What is in a store, for people.</summary>
public static class StatusText
{
    // Of a store with thousands of projects nobody reads all here; --json has them.
    private const int MostProjects = 40;
    private const int MostFindings = 40;

    /// <summary>A table of projects for each channel, then what was found.</summary>
    /// <param name="status">The store.</param>
    /// <param name="isChecked">Whether every file was read.</param>
    public static string Of(StoreStatus status, bool isChecked)
    {
        var text = new StringBuilder();
        Append(text, $"{status.Location}: {status.Objects} objects, {ByteSize.Format(status.Bytes)}");
        foreach (var channel in status.Channels)
        {
            Append(
                text,
                $"\nchannel {channel.Channel}: {channel.Pages.Count} projects, {channel.Files} files, {ByteSize.Format(channel.Bytes)}"
            );
            foreach (var page in channel.Pages.Take(MostProjects))
            {
                Append(text, $"\n  {Line(page)}");
            }

            AppendRest(text, channel.Pages.Count - MostProjects, "projects");
        }

        if (status.KeptForRollback.Count > 0)
        {
            Append(text, $"\n{status.KeptForRollback.Count} objects are kept for a rollback alone");
        }

        foreach (var finding in status.Findings.Take(MostFindings))
        {
            Append(text, $"\n{(finding.IsSeenByUsers ? "WRONG" : "left over")} {finding.Kind}: {finding}");
        }

        AppendRest(text, status.Findings.Count - MostFindings, "findings");
        return status.IsSound
            ? text.Append("\nall that users see is there")
                .Append(isChecked ? ", and every file has the bytes that its page tells" : "")
                .ToString()
            : text.ToString();
    }

    private static string Line(ProjectPage page)
    {
        var yanked = page.Files.Count(file => file.Yanked is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{page.Name} {page.LatestVersion?.ToString() ?? "(none)"}: {page.Versions.Count} versions, {page.Files.Count} files, {ByteSize.Format(page.Files.Sum(file => file.Size))}{(yanked > 0 ? $", {yanked} yanked" : "")}"
        );
    }

    private static void AppendRest(StringBuilder text, int rest, string what)
    {
        if (rest > 0)
        {
            Append(text, $"\n  and {rest} more {what} (--json has all)");
        }
    }

    private static void Append(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture));
}
