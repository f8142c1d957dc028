using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Notifications;

/// <summary>What became of a run, in a few lines, and as a webhook takes it.</summary>
public static class OutcomeText
{
    // Receivers cut what is longer, some after 4,000 characters; who reads more opens the log.
    private const int MostOfMessage = 1500;
    private const int MostTasks = 6;

    /// <summary>What is sent to a webhook.</summary>
    /// <param name="outcome">What became of the run.</param>
    /// <param name="format">What the webhook takes.</param>
    public static string Payload(ReleaseOutcome outcome, NotifyFormat format)
    {
        var payload =
            format == NotifyFormat.Slack
                ? new JObject { ["text"] = Of(outcome, Escaped, "*", "`") }
                : JObject.Parse(outcome.ToJson());
        if (format == NotifyFormat.Json)
        {
            payload["text"] = Of(outcome);
        }

        return Secrets.Mask(payload.ToString(Formatting.None));
    }

    /// <summary>The lines without any marks.</summary>
    /// <param name="outcome">What became of the run.</param>
    public static string Of(ReleaseOutcome outcome) => Of(outcome, text => text, "", "");

    private static string Of(ReleaseOutcome outcome, Func<string, string> escape, string bold, string code)
    {
        var lines = new List<string>();
        var heading = $"{string.Join(", ", outcome.Targets)} {End(outcome)}";
        var what = string.Join(", ", outcome.Versions.Append(outcome.Recipe).OfType<string>());
        var where = outcome.FailedTask is { } task && !outcome.Targets.Contains(task) ? $" in {task}" : "";
        lines.Add($"{bold}{escape(heading)}{bold}{escape(where + (what.Length > 0 ? ": " + what : ""))}");
        if (outcome.Message is { } message)
        {
            var shown = message.Length > MostOfMessage ? message[..MostOfMessage] + " ..." : message;
            var fence = code.Length == 0 ? "" : code + code + code;
            // What is quoted ends where its mark stands.
            lines.Add(fence + escape(shown.Replace("```", "'''", StringComparison.Ordinal)) + fence);
            lines.Add(
                escape(outcome.Log is null ? $"on {outcome.Machine}" : $"log: {outcome.Log} on {outcome.Machine}")
            );
            if (outcome.Page is { } page)
            {
                lines.Add(escape(page));
            }
        }

        if (outcome.Published is { } published)
        {
            lines.Add(
                escape(
                    published.IsEmpty
                        ? $"nothing new: {published.Store}, channel {outcome.Channel}, has everything already"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"published to {published.Store}, channel {outcome.Channel}{(published.Run is { } run ? $", run {run}" : "")}: sent {published.Sent}, changed {published.Changed}"
                        )
                )
            );
        }

        if (outcome.Install is { } install)
        {
            lines.Add($"{code}{escape(install)}{code}");
        }

        lines.Add(escape(Times(outcome)));
        return string.Join('\n', lines);
    }

    private static string End(ReleaseOutcome outcome) =>
        outcome.IsDone ? "done"
        : outcome.Tasks.Any(task => task.Outcome == "stopped") ? "stopped"
        : "failed";

    private static string Times(ReleaseOutcome outcome)
    {
        var cached = outcome.Tasks.Where(task => task.Cache is not null).Select(task => $"{task.Task}: {task.Cache}");
        var longest = outcome
            .Tasks.Where(task => task.Seconds >= 1)
            .OrderByDescending(task => task.Seconds)
            .Take(MostTasks)
            .Select(task => $"{task.Task} {Time(task.Seconds)}")
            .ToList();
        return $"took {Time(outcome.Seconds)}"
            + (longest.Count > 0 ? $": {string.Join(", ", longest)}" : "")
            + string.Concat(cached.Select(step => $"; {step}"));
    }

    private static string Time(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");
    }

    // Slack's own characters: a name or an error may hold <!channel>.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
