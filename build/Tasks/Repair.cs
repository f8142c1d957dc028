using Cake.Frosting;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Makes pages anew that are not as their JSON pages say, and restores JSON pages that are lost where another key has them.</summary>
[TaskName("Repair")]
[TaskDescription("Make the pages anew that a killed run left behind, in all channels; --plan shows which")]
public sealed class Repair : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        var store = PublishedStore.Open(options);
        var repair = new IndexRepair(store);
        var plan = await repair.PlanAsync(cancellation);
        context.Report(plan.ToString());
        if (options.Json)
        {
            context.WriteData(StatusJson.Of(plan.Status));
        }

        if (!options.Plan && plan.Mended.Count > 0)
        {
            await StoreSafety.RequireAsync(context, store);
            var written = await repair.ApplyAsync(plan, cancellation);
            context.Report($"wrote {Counted.Of(written.Count, "page")}");
        }

        if (plan.Left.Count > 0)
        {
            throw new IndexNotSoundException(plan.Left, store.Location);
        }
    }
}
