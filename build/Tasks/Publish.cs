using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Stores;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Build.Verification;
using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tasks;

/// <summary>Adds the site to the store.</summary>
[TaskName("Publish")]
[TaskDescription("Add the index to the store: new wheels first, then the pages; --plan shows what would change")]
[IsDependentOn(typeof(CreateIndex))]
public sealed class Publish : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Plan && ReleaseBuild.Of(context) is not null)
        {
            context.Report(GitRunner.Line(context.Repository, GitCommands.GitHead(), GitRunner.Asking));
            context.Report($"would send what is new to {context.Options.Store}");
            if (context.Options.InstallGate)
            {
                context.Report(
                    "would try it there, where pages change, from pages that nobody else knows of, served on this machine:"
                );
                new InstallCheck(context).Tell($"{context.Options.Channel.Root}staging/RUN/");
            }

            context.Report($"would publish it to {context.Options.Store}, channel {context.Options.Channel}");
            return;
        }

        var (folders, options, cancellation) = (context.Artifacts, context.Options, context.Cancellation);
        var wheelhouse = await WheelFolder.OpenAsync(folders.Wheelhouse, "Assemble-Wheelhouse", cancellation);
        SiteFolder.Require(folders.Site, wheelhouse);
        if (!options.IsRehearsal)
        {
            StandInWheels.RefuseElsewhere(wheelhouse, folders.Rehearsal, $"{options.Store}", folders.Root);
        }

        var store = options.Store.Open(options.S3);
        var check = new InstallCheck(context);
        InstallGate? gate = options.InstallGate ? (site, root, _) => check.OfStagedAsync(store, root, site) : null;
        var publisher = new Publisher(
            store,
            new PublisherOptions
            {
                Channel = options.Channel,
                Gate = gate,
                Commit = new GitRunner(context).Head(context.Repository, cancellation),
                LockFile = ObjectContent.FromBytes(LockFile(wheelhouse, options)),
                Wheelhouse = Describe(wheelhouse),
            }
        );
        // The plan only reads, so it need not wait for the probe.
        var planning = Task.Run(() => publisher.PlanAsync(folders.Site, cancellation), cancellation);
        await Task.WhenAll(options.Plan ? Task.CompletedTask : StoreSafety.RequireAsync(context, store), planning);
        var plan = await planning;
        context.Report(PublishText.Of(plan));
        // A folder's disk is paid for already.
        var price = options.Store is BucketLocation ? options.StoragePrice : (decimal?)null;
        if (plan.BytesToSend > 0 && price is { } perGigabyte)
        {
            context.Report(PublishText.MonthlyCost(plan.BytesToSend, perGigabyte));
        }

        if (options.InstallGate && plan.ChangedPages.Any())
        {
            context.Report(
                $"before pages change, {string.Join(' ', options.Roots)} must install from them (--gate=install)"
            );
        }

        if (options.Json)
        {
            context.WriteData(PublishPlanJson.Of(plan, options.InstallGate, price));
        }

        if (options.Plan)
        {
            return;
        }

        var result = await context.ShowProgressAsync(progress => publisher.ApplyAsync(plan, progress, cancellation));
        var record = new PublishRecord(
            options.Store.ToString(),
            result.WheelsSent,
            result.MetadataFilesSent,
            result.BytesSent,
            result.ProjectPages,
            result.PagesWritten.Count,
            result.Record?.Run.ToString()
        )
        {
            Channel = options.Channel.Name,
            Labelled = PublishRecord.LabelledIn(wheelhouse.Manifest),
        };
        record.Write(folders.PublishRecord);
        context.Report(PublishText.Of(record));
        await PublicReading.TellAsync(context);
        context.Make(
            new TaskProduct(
                $"{Counted.Of(record.SentWheels, "wheel")} sent, {Counted.Of(record.ProjectPages, "page")}",
                record.SentBytes
            )
        );
        context.Server.SetOutput("run", $"{result.Record?.Run}");
        context.Server.SetOutput("index_url", $"{options.StoreIndex}");
    }

    private static WheelhouseDescription Describe(WheelFolder wheelhouse)
    {
        var record = WheelhouseRecord.Read(wheelhouse.Path);
        return new WheelhouseDescription(wheelhouse.Manifest)
        {
            Roots = record.Roots,
            Environment = record.Environment.Name,
        };
    }

    // By paths where no address is known: from releases/RUN/ below the channel up to where packages/ is.
    private static byte[] LockFile(WheelFolder wheelhouse, Options options)
    {
        var up = string.Concat(Enumerable.Repeat("../", 2 + options.Channel.Root.Count(character => character == '/')));
        return ReleaseLock.Of(wheelhouse, options, file => up + IndexLayout.Package(file)).Bytes.ToArray();
    }
}
