using System.Globalization;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Verification;

/// <summary>A container of `--docker-image` that has nothing of this machine but the GPUs that were asked for.</summary>
public static class CleanContainer
{
    /// <summary>Starts it, the image pulled first where the engine lacks it; with `--plan`, commands are told and none is run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="image">The image.</param>
    /// <param name="indexUrl">The index that is installed from.</param>
    /// <param name="folder">The folder of the store that the index is of; null where it is reached over a network.</param>
    /// <param name="work">A folder that the container gets empty, under the same path.</param>
    /// <exception cref="DockerFailedException">The engine has no such image, or cannot run it.</exception>
    public static ImageContainer Start(BuildContext context, string image, Uri indexUrl, string? folder, string work)
    {
        var options = context.Options;
        var docker = new DockerRunner(context, options.DockerHost, options.Plan ? context.Report : null);
        if (docker.IsPlan)
        {
            docker.DockerVersion(context.Cancellation);
            docker.DockerBuildXVersion(context.Cancellation);
            docker.DockerImageInspect(image, "{{.Id}}", context.Cancellation);
            docker.DockerPull(image, null, context.Cancellation);
        }
        else
        {
            context.Report($"{DockerEngine.Inspect(docker, context.Cancellation)}");
            Pull(context, docker, image);
        }

        var devices = DevicesOf(options);
        var container = ImageContainer.StartClean(
            docker,
            image,
            $"{ImageBuilder.Label}=verification",
            work,
            new DockerContainerRunSettings
            {
                // A folder is served inside, so nothing else can be reached; any other index of this machine on its loopback interface.
                Network =
                    folder is not null ? "none"
                    : indexUrl.IsLoopback ? "host"
                    : null,
                ReadOnlyMount = folder is null ? [] : [folder],
                Device = devices,
                GroupAdd = devices.Count == 0 ? [] : GpuDevices.Groups(File.ReadLines("/etc/group")),
                SecurityOpt = devices.Count == 0 ? [] : ["seccomp=unconfined"],
            },
            context.Cancellation
        );
        if (folder is not null)
        {
            Serve(container, options, indexUrl, folder, context.Cancellation);
        }

        return container;
    }

    /// <summary>The devices that were asked for and are not there; an engine elsewhere has others.</summary>
    /// <param name="options">What the run was asked for.</param>
    public static IReadOnlyList<string> Missing(Options options) =>
        [.. (options.DockerHost is null ? options.Devices?.Paths ?? [] : []).Where(device => !Path.Exists(device))];

    // At the address that the store has on this machine: what pip reports can be compared with the pages here.
    private static void Serve(
        ImageContainer container,
        Options options,
        Uri indexUrl,
        string folder,
        CancellationToken cancellation
    )
    {
        try
        {
            var port = options.Plan ? "PORT" : indexUrl.Port.ToString(CultureInfo.InvariantCulture);
            container.Begin(
                [options.Python, "-I", "-m", "http.server", port, "--bind", indexUrl.Host, "--directory", folder],
                cancellation
            );
        }
        catch
        {
            container.Dispose();
            throw;
        }
    }

    // Without them the engine would start nothing, and neither installing nor importing be checked.
    private static IReadOnlyList<string> DevicesOf(Options options) =>
        options.Plan ? options.Devices?.Paths ?? []
        : Missing(options).Count > 0 ? []
        : options.Devices?.Paths ?? [];

    private static void Pull(BuildContext context, DockerRunner docker, string image)
    {
        if (docker.DockerImageInspect(image, "{{.Id}}", context.Cancellation).ExitCode == 0)
        {
            return;
        }

        context.Report($"pulling {image}");
        var result = docker.DockerPull(image, context.Report, context.Cancellation);
        if (result.ExitCode != 0)
        {
            throw new DockerFailedException(
                result,
                null,
                "the engine neither has this image nor gets it: compare its name, or see that the engine reaches its registry"
            );
        }
    }
}
