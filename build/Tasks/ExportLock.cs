using Cake.Frosting;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Tasks;

/// <summary>Writes down what an installation of the roots takes, so that it can be repeated without resolving.</summary>
[TaskName("Export-Lock")]
[TaskDescription(
    "Write pylock.toml (PEP 751) for the wheelhouse: URLs of the store's index, or paths where it has none"
)]
[IsDependentOn(typeof(AssembleWheelhouse))]
public sealed class ExportLock : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (folders, options) = (context.Artifacts, context.Options);
        var wheelhouse = await WheelFolder.OpenAsync(folders.Wheelhouse, "Assemble-Wheelhouse", context.Cancellation);
        var folder = Path.GetFileName(folders.Wheelhouse);
        var (closure, lockFile) = ReleaseLock.Of(wheelhouse, options, file => $"{folder}/{file}");
        if (options.Plan)
        {
            context.Report($"would write {folders.Lock}");
            return;
        }

        await File.WriteAllBytesAsync(folders.Lock, lockFile, context.Cancellation);
        context.Report(
            $"{Counted.Of(closure.Needed.Count, "package")} for {closure.Environment.Name}, by "
                + $"{(options.StoreIndex is { } index ? index : "path (--public-url for URLs)")}: {folders.Lock}"
        );
    }
}
