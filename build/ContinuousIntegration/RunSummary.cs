using System.Globalization;
using System.Text;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>What a run did, as Markdown: its tasks, the wheels it made, what was published, how to install it, why it failed.</summary>
public static class RunSummary
{
    /// <summary>Writes the summary.</summary>
    /// <param name="context">The run.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    public static string Of(BuildContext context, Exception? error)
    {
        var targets = string.Join(", ", context.Arguments.GetArguments("target"));
        var text = new StringBuilder();
        var heading =
            error is not null ? (context.Cancellation.IsCancellationRequested ? "stopped" : "failed")
            : context.Options.Plan ? "planned; nothing was changed"
            : "done";
        Line(text, $"## {targets}: {heading}");
        if (error is not null)
        {
            Block(text, error.Message);
        }

        Table(
            text,
            "| task | time | made | size | cache | |",
            "|---|--:|---|--:|---|---|",
            context.TaskRuns.Select(run =>
                $"| {run.Name} | {Time(run.Time)} | {run.Product?.What} | {Size(run.Product)} | {run.Product?.Cache} | {(run.Outcome == TaskOutcome.Done ? "" : run.Outcome.ToString().ToLowerInvariant())} |"
            )
        );
        if (!context.Options.Plan)
        {
            Wheels(text, context);
            if (Ran(context, "Publish"))
            {
                Line(text, "### Published");
                Block(text, ReleaseText.Of(PublishRecord.Read(context.Artifacts.PublishRecord), context.Options));
            }
        }

        return text.ToString();
    }

    private static void Wheels(StringBuilder text, BuildContext context)
    {
        var folders = context.Artifacts;
        (string Task, string Folder)[] filled =
        [
            ("Build-Base-Wheels", folders.Base),
            ("Build-Vllm-Wheel", folders.Vllm),
            ("Collect-Dependency-Wheels", folders.Dependencies),
            ("Assemble-Wheelhouse", folders.Wheelhouse),
        ];
        foreach (var (_, folder) in filled.Where(row => Ran(context, row.Task)))
        {
            ManifestEntry[] entries =
            [
                .. WheelManifest.Read(folder).Entries.OrderBy(entry => entry.Project.Value, StringComparer.Ordinal),
            ];
            if (entries.Length == 0)
            {
                continue;
            }

            var sizes = entries.Select(entry => new FileInfo(Path.Join(folder, $"{entry.FileName}")).Length).ToList();
            Line(
                text,
                $"<details><summary>{Path.GetFileName(folder)}: {Counted.Of(entries.Length, "wheel")}, {ByteSize.Format(sizes.Sum())}</summary>"
            );
            Table(
                text,
                "| project | version | size |",
                "|---|---|--:|",
                entries.Zip(sizes, (entry, size) => $"| {entry.Project} | {entry.Version} | {ByteSize.Format(size)} |")
            );
            Line(text, "</details>");
        }
    }

    private static bool Ran(BuildContext context, string task) =>
        context.TaskRuns.Any(run => run.Name == task && run.Outcome == TaskOutcome.Done);

    private static void Table(StringBuilder text, string head, string rule, IEnumerable<string> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            Line(text, string.Join('\n', [head, rule, .. all]));
        }
    }

    // Indented text is shown as it is, whatever stands in it.
    private static void Block(StringBuilder text, string lines) =>
        Line(text, "    " + lines.ReplaceLineEndings("\n    "));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");

    private static string Size(TaskProduct? product) => product is { Bytes: > 0 } ? ByteSize.Format(product.Bytes) : "";

    private static string Time(TimeSpan time) =>
        time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
