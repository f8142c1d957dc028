using Cake.Frosting;

namespace Wheelhouse.Build.Tasks;

/// <summary>Removes what earlier runs wrote, and nothing else that lies beside it.</summary>
[TaskName("Clean")]
[TaskDescription("Remove what earlier runs wrote to the folder of artifacts")]
public sealed class Clean : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string[] present = [.. context.Artifacts.All.Where(Path.Exists)];
        if (present.Length == 0)
        {
            context.Report($"Nothing to remove in {context.Artifacts.Root}.");
        }

        foreach (var path in present)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Report(context.Options.Plan ? $"would remove {path}" : $"removing {path}");
            if (!context.Options.Plan)
            {
                Remove(path);
            }
        }
    }

    // A link is removed itself; what it leads to is somebody else's.
    private static void Remove(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
