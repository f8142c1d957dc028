using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Notifications;

namespace Wheelhouse.Build.Tasks;

/// <summary>Tells a webhook what became of the last release, from what it left.</summary>
[TaskName("Notify")]
[TaskDescription(
    "Tell the webhook of CAKE_WHEELHOUSE_NOTIFYURL what became of the last release; --plan shows the text"
)]
public sealed class Notify : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var url =
            options.NotifyUrl
            ?? throw new InputNeededException(
                "a webhook is needed",
                "CAKE_WHEELHOUSE_NOTIFYURL",
                "set this variable to its address; it is a secret, so there is no argument for it"
            );
        // Beside other tasks it tells of these, whose record is only written at their end.
        var outcome =
            context.TaskRuns.Count > 0 ? ReleaseOutcome.Of(context, null)
            : options.JobFailed ? ReleaseOutcome.OfFailedJob(context)
            : ReleaseOutcome.Read(context.Artifacts.Outcome);
        if (options.Plan)
        {
            context.Report($"would tell {url.Host} ({ReleaseNews.Format(options)}):\n{OutcomeText.Of(outcome)}");
            return;
        }

        if (await ReleaseNews.SendAsync(context, outcome, url) is not { } problem)
        {
            return;
        }

        if (context.TaskRuns.Count == 0)
        {
            throw new NotNotifiedException(url.Host, problem);
        }

        context.Warn($"{url.Host} was not told what became of the run: {problem}");
    }
}
