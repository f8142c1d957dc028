using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Stores;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tasks;

/// <summary>Serves the store until it is interrupted.</summary>
[TaskName("Serve")]
[TaskDescription("Serve the store on 127.0.0.1 until Ctrl-C")]
public sealed class Serve : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Store is not FolderLocation { Folder: var folder })
        {
            throw new InputNeededException(
                "a bucket is served by its own service",
                $"{context.Options.Store}",
                $"point users at {context.Options.StoreIndex}"
            );
        }

        if (context.Options.Plan)
        {
            context.Report($"would serve {folder} at http://127.0.0.1:{context.Options.Port}/ until Ctrl-C");
            return;
        }

        PublishedStore.RequireFolder(folder);
        await using var server = await StoreServer.StartAsync(folder, context.Options.Port, context.Cancellation);
        context.Report($"{folder} is served at {server.Url}");
        context.Report(
            $"pip install {string.Join(' ', context.Options.Roots)} --index-url "
                + new Uri(server.Url, context.Options.IndexPath)
        );
        try
        {
            await Task.Delay(Timeout.Infinite, context.Cancellation);
        }
        catch (OperationCanceledException)
        {
            context.Report("stopped");
        }
    }
}
