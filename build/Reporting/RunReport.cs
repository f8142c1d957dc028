using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Spectre.Console.Rendering;
using Wheelhouse.Build.ContinuousIntegration;

namespace Wheelhouse.Build.Reporting;

/// <summary>`report.json`: what a run did, task by task; and the same as a table for people.</summary>
public static class RunReport
{
    private const int SchemaVersion = 2;

    /// <summary>A row for each task: its time, what it made or that it failed, how large that is, and whether it came from the cache.</summary>
    /// <param name="runs">The tasks that ended.</param>
    public static IRenderable Table(IEnumerable<TaskRun> runs) =>
        new Listing("task", "time>", "made", "size>", "cache").AddAll(
            runs.Select(run =>
                new[]
                {
                    run.Name,
                    run.Time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
                    run.Outcome == TaskOutcome.Done ? run.Product?.What ?? "" : Word(run.Outcome),
                    run.Product is { Bytes: > 0 } product ? ByteSize.Format(product.Bytes) : "",
                    run.Product?.Cache ?? "",
                }
            )
        );

    /// <summary>Whether a run leaves a report: tasks of a release do, in the run's own folders, unless they only plan.</summary>
    /// <param name="context">The run.</param>
    public static bool IsFor(BuildContext context) =>
        context.Options is { Plan: false, Wheels: null } && context.RanPartOfRelease;

    /// <summary>Writes the report of a run that has ended.</summary>
    /// <param name="context">The run.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    /// <param name="ended">When it ended.</param>
    public static void Write(BuildContext context, Exception? error, DateTimeOffset ended)
    {
        var path = context.Artifacts.Report;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", Of(context, error, ended).ToString(Formatting.Indented) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    private static JObject Of(BuildContext context, Exception? error, DateTimeOffset ended)
    {
        var report = new JObject
        {
            ["schemaVersion"] = SchemaVersion,
            ["targets"] = new JArray(context.Arguments.GetArguments("target")),
            ["outcome"] =
                context.Cancellation.IsCancellationRequested ? "stopped"
                : error is null ? "done"
                : "failed",
            ["began"] = context.Began.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["seconds"] = Math.Round((ended - context.Began).TotalSeconds, 1),
            ["tasks"] = new JArray(context.TaskRuns.Select(Of)),
        };
        if (error is not null)
        {
            report["error"] =
                error is OperationCanceledException ? "the run was stopped by a signal" : Secrets.Mask(error.Message);
        }

        return report;
    }

    private static JObject Of(TaskRun run)
    {
        var row = new JObject
        {
            ["task"] = run.Name,
            ["outcome"] = Word(run.Outcome),
            ["seconds"] = Math.Round(run.Time.TotalSeconds, 1),
        };
        if (run.Product is { } product)
        {
            row["made"] = product.What;
            row["bytes"] = product.Bytes;
        }

        if (run.Product?.Cache is { } cache)
        {
            row["cache"] = cache;
        }

        return row;
    }

    private static string Word(TaskOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
