using Cake.Frosting;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Tells what is in the store, and what is not as it should be.</summary>
[TaskName("Status")]
[TaskDescription(
    "Tell what is in the store and what is wrong with it, in all channels: --check reads every file; --json"
)]
public sealed class Status : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        var store = PublishedStore.Open(options);
        var status = await new StatusReader(store).ReadAsync(cancellation);
        if (options.Check)
        {
            using var progress = new CheckProgress(context, status);
            var damaged = await new FileCheck(store).RunAsync(status, progress, cancellation);
            status = status with { Findings = [.. status.Findings, .. damaged] };
        }

        context.Report(StatusText.Of(status, options.Check));
        if (options.Json)
        {
            context.WriteData(StatusJson.Of(status));
        }

        if (!status.IsSound)
        {
            throw new IndexNotSoundException(
                [.. status.Findings.Where(finding => finding.IsSeenByUsers)],
                store.Location
            );
        }
    }
}
