using Cake.Frosting;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Tasks;

/// <summary>Removes what earlier runs wrote, and nothing else that lies beside it.</summary>
[TaskName("Clean")]
[TaskDescription(
    "Remove what earlier runs wrote to the folder of artifacts; with --docker, our images and containers too"
)]
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

        if (context.Options.Docker)
        {
            CleanDocker(context);
        }
    }

    // What the engine keeps of steps for later builds is its own.
    private static void CleanDocker(BuildContext context)
    {
        var docker = new DockerRunner(context, context.Options.DockerHost);
        DockerEngine.Inspect(docker, context.Cancellation);
        var cleaning = EngineCleaning.Find(docker, context.Cancellation);
        var verb = context.Options.Plan ? "would remove" : "removing";
        context.Report(
            $"{verb} {Counted.Of(cleaning.Containers.Count, "container")} and {Counted.Of(cleaning.Images.Count, "image")} of Docker labelled {ImageBuilder.Label}"
        );
        foreach (var line in cleaning.Containers.Concat(cleaning.Images))
        {
            context.Report($"  {line}");
        }

        foreach (var line in cleaning.Kept)
        {
            context.Report($"left: {line}");
        }

        if (!context.Options.Plan)
        {
            cleaning.Apply(docker, context.Cancellation);
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
