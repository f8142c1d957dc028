using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Takes old versions off a channel's pages, and removes what nothing names any more.</summary>
[TaskName("Prune")]
[TaskDescription(
    "Take old versions off the index, files after --grace days: --keep=N, --older-than=DAYS; --plan shows it"
)]
public sealed class Prune : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        if (options.Keep is null && options.OlderThan is null)
        {
            throw new InputNeededException(
                "how many versions stay is needed, or for how long",
                "--keep and --older-than",
                "give --keep=N, --older-than=DAYS or both; with both, a version goes that neither keeps"
            );
        }

        var rules = new PruneRules
        {
            Keep = options.Keep,
            OlderThan = options.OlderThan,
            Grace = options.Grace,
        };
        var store = PublishedStore.Open(options);
        var how = new PublisherOptions
        {
            Channel = options.Channel,
            Commit = new GitRunner(context).Head(context.Repository, cancellation),
        };
        var plan = await new PrunePlanner(store, how).PlanAsync(rules, cancellation);
        context.Report(ChangeText.Of(plan));
        if (options.Json)
        {
            context.WriteData(ChangePlanJson.Of(plan));
        }

        if (options.Plan || plan.IsEmpty)
        {
            return;
        }

        await StoreSafety.RequireAsync(context, store);
        var gone = await new Pruner(store, how).ApplyAsync(plan, rules, cancellation);
        context.Report($"removed {Counted.Of(gone.Count, "object")}, {ByteSize.Format(gone.Sum(row => row.Size))}");
    }
}
