using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Stores;

/// <summary>A change of a channel's pages: planned, shown, and applied unless a plan was all that was asked for.</summary>
public static class IndexChange
{
    /// <summary>Plans and applies a change.</summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">Plans it for the store, which is not seen through a channel; the options name that.</param>
    /// <param name="channel">The channel that is changed; null for the run's own.</param>
    public static async Task RunAsync(
        BuildContext context,
        Func<IObjectStore, PublisherOptions, Task<ChangePlan>> plan,
        Channel? channel = null
    )
    {
        var store = PublishedStore.Open(context.Options);
        var options = new PublisherOptions
        {
            Channel = channel ?? context.Options.Channel,
            Commit = new GitRunner(context).Head(context.Repository, context.Cancellation),
        };
        var planned = await plan(store, options);
        context.Report(ChangeText.Of(planned));
        if (context.Options.Json)
        {
            context.WriteData(ChangePlanJson.Of(planned));
        }

        if (context.Options.Plan)
        {
            return;
        }

        await StoreSafety.RequireAsync(context, store);
        var record = await new IndexChanger(store, options).ApplyAsync(planned, context.Cancellation);
        context.Report(
            record is null
                ? "nothing was changed"
                : $"changed {Counted.Of(record.Pages.Count, "page")} by the run {record.Run}"
        );
    }
}
