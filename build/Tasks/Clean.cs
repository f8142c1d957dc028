using Cake.Frosting;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools;
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

    // By our label alone; what the engine keeps of steps for later builds is its own.
    private static void CleanDocker(BuildContext context)
    {
        var docker = new DockerRunner(context, context.Options.DockerHost);
        DockerEngine.Inspect(docker, context.Cancellation);
        var containers = docker.DockerPs(ImageBuilder.Label, context.Cancellation).StandardOutput;
        string[] images = [.. docker.DockerImages(ImageBuilder.Label, context.Cancellation).StandardOutput.Distinct()];
        var what =
            $"{Counted.Of(containers.Count, "container")} and {Counted.Of(images.Length, "image")} of Docker labelled {ImageBuilder.Label}";
        context.Report(context.Options.Plan ? $"would remove {what}" : $"removing {what}");
        if (context.Options.Plan)
        {
            return;
        }

        Require(containers, docker.DockerRm);
        Require(images, docker.DockerRmi);

        void Require(IReadOnlyCollection<string> names, Func<IEnumerable<string>, CancellationToken, ToolResult> remove)
        {
            if (names.Count > 0 && remove(names, context.Cancellation) is { ExitCode: not 0 } result)
            {
                throw new DockerFailedException(result, null, "stop what uses them, and clean again");
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
