using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Build.ContinuousIntegration;

namespace Wheelhouse.Build.Notifications;

/// <summary>Records what became of a release, and tells the webhook; whatever goes wrong with that, the run's own end stays as it is.</summary>
public static class ReleaseNews
{
    private const string Release = "Release";
    private const string Watch = "Watch";

    /// <summary>Does both at the end of a run, where it is due.</summary>
    /// <param name="context">The run.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "A release that is published has not failed, whatever goes wrong with telling of it."
    )]
    public static void Tell(BuildContext context, Exception? error)
    {
        // A dry run has no tasks that ran.
        if (context.TaskRuns.Count == 0)
        {
            return;
        }

        try
        {
            TellAsync(context, error).GetAwaiter().GetResult();
        }
        catch (Exception problem)
        {
            context.Warn($"what became of the run was not told: {problem.Message}");
        }
    }

    /// <summary>Tells the webhook.</summary>
    /// <param name="context">The run.</param>
    /// <param name="outcome">What became of a run.</param>
    /// <param name="url">The webhook.</param>
    /// <returns>Null when it took it; else why it did not.</returns>
    public static async Task<string?> SendAsync(BuildContext context, ReleaseOutcome outcome, Uri url)
    {
        // Bounded by its own patience: a run that was stopped is told of as well.
        var problem = await new Webhook(url).SendAsync(
            OutcomeText.Payload(outcome, context.Options.NotifyFormat),
            CancellationToken.None
        );
        if (problem is null)
        {
            context.Report($"told {url.Host}");
        }

        return problem;
    }

    private static async Task TellAsync(BuildContext context, Exception? error)
    {
        var options = context.Options;
        var isDue = IsDue(context, error);
        if (options.Plan)
        {
            if (isDue && options.NotifyUrl is { Host: var host })
            {
                context.Report($"would tell {host} ({Format(options)}) what became of it");
            }

            return;
        }

        if (!isDue && !context.RanPartOfRelease)
        {
            return;
        }

        var outcome = ReleaseOutcome.Of(context, error);
        if (context.RanPartOfRelease)
        {
            outcome.Write(context.Artifacts.Outcome);
        }

        if (isDue && options.NotifyUrl is { } url && await SendAsync(context, outcome, url) is { } problem)
        {
            context.Warn($"{url.Host} was not told what became of the run: {problem}");
        }
    }

    // Who asks for the task Notify as well has told it already.
    private static bool IsDue(BuildContext context, Exception? error)
    {
        var targets = context.Arguments.GetArguments("target").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (targets.Contains(Release) || (targets.Contains(Watch) && error is not null))
            && !context.TaskRuns.Any(run => run.Name == "Notify" && run.Outcome == TaskOutcome.Done);
    }

    /// <summary>The format as it is asked for.</summary>
    /// <param name="options">What the run was asked for.</param>
    internal static string Format(Options options) => options.NotifyFormat.ToString().ToLowerInvariant();
}
