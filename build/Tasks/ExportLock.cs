using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Closure;
using Wheelhouse.Index;

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
        var interpreter = new PythonRunner(context).Inspect(options.Python, context.Cancellation);
        var target = InstallTarget.Create(interpreter, options.PythonVersion, options.Platform);
        var report = ClosureAudit.Audit(options.Roots, wheelhouse.ReadWheels(), [target.Environment]);
        if (!report.IsClosed)
        {
            throw new ClosureNotProvenException(report, folders.Wheelhouse);
        }

        var index = options.StoreIndex;
        var closure = report.Environments[0];
        var lockFile = PyLock.Render(
            closure,
            wheelhouse.Manifest.Entries.ToDictionary(entry => entry.FileName, entry => entry.Sha256),
            index,
            file =>
                index is null
                    ? $"{Path.GetFileName(folders.Wheelhouse)}/{file}"
                    : new Uri(options.StoreUrl!, IndexLayout.PackageUrl(file)).AbsoluteUri
        );
        if (options.Plan)
        {
            context.Report($"would write {folders.Lock}");
            return;
        }

        await File.WriteAllBytesAsync(folders.Lock, lockFile, context.Cancellation);
        context.Report(
            $"{closure.Needed.Count} packages for {target.Environment.Name}, by "
                + $"{(index is null ? "path (--public-url for URLs)" : index)}: {folders.Lock}"
        );
    }
}
