using Cake.Frosting;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Lists what the runs of an index did.</summary>
[TaskName("Releases")]
[TaskDescription("List the runs that changed the index: when, by which commit, what; --json")]
public sealed class Releases : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var store = options.Channel.Of(PublishedStore.Open(options));
        var records = await new ReleaseRecords(store).ReadAllAsync(context.Cancellation);
        context.Report(ReleasesText.Of(records, store.Location));
        if (options.Json)
        {
            context.WriteData(ReleasesText.Json(records));
        }
    }
}
