using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Notifications;

/// <summary><c>outcome.json</c>: what became of a run, secrets masked; what a webhook is told.</summary>
public sealed record ReleaseOutcome
{
    /// <summary>The version of this form; what is added later does not change what is there.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>What was asked for, such as <c>Release</c>.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Whether all of it was done.</summary>
    public required bool IsDone { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The machine it ran on.</summary>
    public required string Machine { get; init; }

    /// <summary>The recipe; null where wheels were given.</summary>
    public string? Recipe { get; init; }

    /// <summary>What is released, such as <c>vllm 0.11.1</c>; empty while that is not known.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>What was published; null where nothing was.</summary>
    public PublishRecord? Published { get; init; }

    /// <summary>The channel that it was published to.</summary>
    public string? Channel { get; init; }

    /// <summary>The index that users install from; null for a folder that no web server is known for.</summary>
    public string? IndexUrl { get; init; }

    /// <summary>How users install it; null as <see cref="IndexUrl"/> is.</summary>
    public string? Install { get; init; }

    /// <summary>The task that failed or was stopped; null when none was.</summary>
    public string? FailedTask { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>The log that was written last before it failed; null where there is none.</summary>
    public string? Log { get; init; }

    /// <summary>Where the build server shows the run; null outside of one.</summary>
    public string? Page { get; init; }

    /// <summary>The tasks that ran.</summary>
    public IReadOnlyList<OutcomeTask> Tasks { get; init; } = [];

    /// <summary>What became of a run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    public static ReleaseOutcome Of(BuildContext context, Exception? error)
    {
        var (options, folders) = (context.Options, context.Artifacts);
        // Where each task is a call of its own, the one that verifies is the last, and tells of what it verified.
        var published =
            Ran(context, "Publish") ? PublishRecord.Read(folders.PublishRecord)
            : Ran(context, "Verify-Install") && options.VerifyUrl is null
                ? PublishRecord.To(folders.PublishRecord, options)
            : null;
        var index = published is null ? null : options.StoreIndex?.AbsoluteUri;
        return new ReleaseOutcome
        {
            Targets = [.. context.Arguments.GetArguments("target")],
            IsDone = error is null,
            Started = context.Began,
            Seconds = Math.Round((DateTimeOffset.UtcNow - context.Began).TotalSeconds, 1),
            Machine = System.Environment.MachineName,
            Recipe = options.Recipe,
            Versions = [.. VersionsOf(context, published)],
            Published = published,
            Channel = published is null ? null : options.Channel.Name,
            IndexUrl = index,
            Install = index is null
                ? null
                : $"pip install {string.Join(' ', published!.AskedFor(options.Roots))} --index-url {index}",
            FailedTask = context
                .TaskRuns.LastOrDefault(run => run.Outcome is TaskOutcome.Failed or TaskOutcome.Stopped)
                ?.Name,
            Message = error is null ? null : Words.Visible(Secrets.Mask(error.Message)),
            Log = error is null ? null : LastLog(folders.Logs, context.Began),
            Page = context.Server.Page,
            Tasks =
            [
                .. context.TaskRuns.Select(run => new OutcomeTask(
                    run.Name,
                    Math.Round(run.Time.TotalSeconds, 1),
                    run.Outcome.ToString().ToLowerInvariant(),
                    run.Product?.Cache
                )),
            ],
        };
    }

    /// <summary>
    /// What became of a job of a build server that failed: what its last task left where that failed, and else that it was none
    /// of the tasks.
    /// </summary>
    /// <param name="context">The run that tells it.</param>
    public static ReleaseOutcome OfFailedJob(BuildContext context)
    {
        var path = context.Artifacts.Outcome;
        var last = File.Exists(path) ? Read(path) : null;
        return last is { IsDone: false }
            ? last
            : new ReleaseOutcome
            {
                Targets = ["The job"],
                IsDone = false,
                Started = context.Began,
                Seconds = 0,
                Machine = System.Environment.MachineName,
                Recipe = context.Options.Recipe,
                Message =
                    "a step failed that is no task of the pipeline, "
                    + (last is null ? "before the first of them" : $"after {string.Join(", ", last.Targets)}"),
                Page = context.Server.Page,
            };
    }

    /// <summary>Writes it for a later <c>Notify</c>.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Secrets.Mask(ToJson()) + "\n");
    }

    /// <summary>It as JSON.</summary>
    public string ToJson() => JsonConvert.SerializeObject(this, Settings);

    /// <summary>Reads what the last run left.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputNotReadyException">No release ran here, or the file is damaged.</exception>
    public static ReleaseOutcome Read(string path)
    {
        try
        {
            return JsonConvert.DeserializeObject<ReleaseOutcome>(File.ReadAllText(path), Settings)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new InputNotReadyException("it is not recorded what became of a release", path, "Release", error);
        }
    }

    private static JsonSerializerSettings Settings =>
        new()
        {
            Formatting = Formatting.Indented,
            NullValueHandling = NullValueHandling.Ignore,
            ContractResolver = new CamelCasePropertyNamesContractResolver(),
        };

    // Folders may hold what an earlier run left: only what this run made or checked counts.
    private static IEnumerable<string> VersionsOf(BuildContext context, PublishRecord? published)
    {
        var (options, folders) = (context.Options, context.Artifacts);
        if (Ran(context, "Assemble-Wheelhouse") || published is not null)
        {
            var entries = WheelManifest.Read(folders.Wheelhouse).Entries;
            return options
                .Roots.Select(root => root.ProjectName)
                .SelectMany(root => entries.Where(entry => entry.Project == root))
                .Select(entry => $"{entry.Project} {entry.Version}")
                .Distinct();
        }

        return options.Recipe is not null && Ran(context, "Resolve-Release") && File.Exists(folders.ResolvedRelease)
            ? [$"{context.Release.Project} {context.Release.Version ?? context.Release.Commit}"]
            : [];
    }

    private static string? LastLog(string folder, DateTimeOffset since) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .GetFiles("*.log")
                .Where(log => log.LastWriteTimeUtc >= since.UtcDateTime)
                .MaxBy(log => log.LastWriteTimeUtc)
                ?.FullName
            : null;

    private static bool Ran(BuildContext context, string task) =>
        context.TaskRuns.Any(run => run.Name == task && run.Outcome == TaskOutcome.Done);
}
