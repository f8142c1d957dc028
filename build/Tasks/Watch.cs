using System.Diagnostics;
using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Stores;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Build.Verification;
using Wheelhouse.Storage;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says what a user of the index would find right now.</summary>
[TaskName("Watch")]
[TaskDescription(
    "Say what users of --index-url, or of the store's index, find now: pages, files, an install; --check, --no-install, --json"
)]
public sealed class Watch : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        if (options.VerifyUrl is { IsFile: true } file)
        {
            throw new InputNeededException(
                "an index is watched over HTTP, as its users reach it",
                $"--index-url={file}",
                "give its http or https URL, or the folder of its store as --store=file:///DIR"
            );
        }

        if ((options.VerifyUrl ?? options.StoreIndex) is { } index)
        {
            await WatchAsync(context, index);
            return;
        }

        var folder = ((FolderLocation)options.Store).Folder;
        PublishedStore.RequireFolder(folder);
        await using var server = await StoreServer.StartAsync(folder, port: 0, context.Cancellation);
        await WatchAsync(context, new Uri(server.Url, options.IndexPath));
    }

    private static async Task WatchAsync(BuildContext context, Uri index)
    {
        var options = context.Options;
        if (!options.NoInstall)
        {
            // What this machine lacks is no fault of the index, and told before anything is read.
            new PythonRunner(context).Inspect(options.Python, context.Cancellation);
        }

        context.Report($"looking at {index}" + (options.Check ? ", and reading every file" : ""));
        var report = await new IndexWatch(new WatchOptions { ReadsFiles = options.Check }).RunAsync(
            index,
            [.. options.Roots.Select(root => root.ProjectName).Distinct()],
            context.Cancellation
        );
        // Where no page can be read, pip meets what is told already.
        var install = options.NoInstall || report.Projects == 0 ? null : await InstallAsync(context, index, report);
        if (install?.Finding is { } finding)
        {
            report = report with { Findings = [.. report.Findings, finding] };
        }

        context.Report(WatchText.Of(report, install, options.Check));
        if (options.Json)
        {
            context.WriteData(WatchJson.Of(report, install));
        }

        if (!report.IsHealthy)
        {
            throw new IndexNotHealthyException(report.Findings, report.Index);
        }
    }

    private static async Task<WatchedInstall> InstallAsync(BuildContext context, Uri index, WatchReport report)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var installed = await new InstallCheck(context).OfNewestAsync(index, report.Roots);
            return new WatchedInstall(installed, watch.Elapsed, null);
        }
        catch (Exception error) when (error is WheelhouseException or HttpRequestException)
        {
            var failure = error as WheelhouseException;
            var finding = new WatchFinding(
                WatchFindingKind.NotInstallable,
                report.Index.AbsoluteUri,
                Secrets.Mask((failure?.What ?? error.Message).Trim()),
                failure?.Hint ?? "look whether the server runs"
            );
            return new WatchedInstall([], watch.Elapsed, finding);
        }
    }
}
