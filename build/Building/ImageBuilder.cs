using System.Text.RegularExpressions;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Building;

/// <summary>Builds images with Docker and takes the wheels out of them; leaves no container behind.</summary>
public sealed partial class ImageBuilder : IDisposable
{
    /// <summary>The label of all that is made in an engine here; its value names the run of a container.</summary>
    public const string Label = "io.wheelhouse.run";

    /// <summary>The label's value on images, which containers of these and images built upon them take over.</summary>
    public const string ImageRun = "image";

    /// <summary>The label that names all that went into an image, where that is known.</summary>
    public const string KeyLabel = "io.wheelhouse.key";

    private readonly BuildContext context;
    private readonly StepLog log;
    private readonly DockerRunner docker;
    private readonly string run = $"{DateTime.UtcNow:yyyyMMddHHmmss}-{Environment.ProcessId}";
    private readonly string export;
    private ImageBuild? exported;

    /// <summary>Begins.</summary>
    /// <param name="context">The run; with `--plan`, commands are told and none is run.</param>
    /// <param name="log">Where everything is written that docker prints.</param>
    public ImageBuilder(BuildContext context, StepLog log)
    {
        this.context = context;
        this.log = log;
        docker = new DockerRunner(context, context.Options.DockerHost, context.Options.Plan ? log.Add : null);
        export = context.Artifacts.Work;
    }

    /// <summary>Makes sure, where a builder was asked for, that it builds upon images of the engine.</summary>
    /// <exception cref="DockerNotUsableException">There is no such builder, or it takes images from registries alone.</exception>
    public void RequireImagesSeen()
    {
        if (context.Options.Builder is { } name)
        {
            if (docker.IsPlan)
            {
                docker.DockerVersion(context.Cancellation);
                docker.DockerBuildXVersion(context.Cancellation);
                docker.DockerBuildXInspect(name, context.Cancellation);
                return;
            }

            // Without buildx nobody knows builders.
            DockerEngine.Inspect(docker, context.Cancellation).Require("", name);
            BuildXBuilder.Parse(name, docker.DockerBuildXInspect(name, context.Cancellation)).RequireImages();
        }
    }

    /// <summary>Builds an image; BuildKit hands over the files of one that has nothing but wheels instead.</summary>
    /// <param name="build">What to build.</param>
    /// <param name="checkout">The folder to build from.</param>
    /// <exception cref="DockerNotUsableException">No engine answers, or it lacks what the Dockerfile needs.</exception>
    /// <exception cref="InputNeededException">There is no such Dockerfile.</exception>
    /// <exception cref="DockerFailedException">The build failed.</exception>
    /// <exception cref="BuildStoppedException">A signal stopped it.</exception>
    public void Build(ImageBuild build, string checkout)
    {
        var dockerfile = Path.Combine(checkout, build.Dockerfile);
        var hasBuildKit = HasBuildKit(dockerfile);
        exported = hasBuildKit && build.Wheels == "/" ? build : null;
        var settings = Settings(build, dockerfile, hasBuildKit);
        Announce($"building {build.Target} of {build.Dockerfile} as {(exported is null ? build.Image : "files")}");
        if (!docker.IsPlan)
        {
            RemoveExport();
        }

        var result = Run(build, settings, checkout);
        Require(result, () => HintOf(result, build, dockerfile));
    }

    /// <summary>The identifier of an image: the digest of its configuration.</summary>
    /// <param name="image">Its name.</param>
    public string IdentifierOf(string image)
    {
        var result = docker.DockerImageInspect(image, "{{.Id}}", context.Cancellation);
        Require(result, () => $"there is no image '{image}': run the task that builds it");
        return result.StandardOutput is [var identifier, ..] ? identifier : "";
    }

    /// <summary>Whether the engine has the image of a build, made of all that goes into it now.</summary>
    /// <param name="build">The build.</param>
    public bool Has(ImageBuild build)
    {
        var format = $"{{{{index .Config.Labels \"{KeyLabel}\"}}}}";
        var result = docker.DockerImageInspect(build.Image, format, context.Cancellation);
        return result is { ExitCode: 0, StandardOutput: [var key, ..] } && key == build.Key?.Value;
    }

    /// <summary>Takes what was built: the files that came out, or a folder of the image.</summary>
    /// <param name="build">What was built.</param>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="DockerFailedException">There is no such folder in the image.</exception>
    public void Extract(ImageBuild build, string folder)
    {
        if (exported == build)
        {
            foreach (var file in docker.IsPlan ? [] : Directory.EnumerateFiles(export))
            {
                File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            return;
        }

        var container = $"wheelhouse-{run}";
        Require(
            docker.DockerCreate(
                new DockerContainerCreateSettings { Name = container, Label = [$"{Label}={run}"] },
                build.Image,
                "none",
                context.Cancellation
            ),
            () => $"there is no image '{build.Image}': run the task that builds it"
        );
        Require(
            docker.DockerCp(
                $"{container}:{build.Wheels.TrimEnd('/')}/.",
                folder,
                new DockerSettings(),
                context.Cancellation
            ),
            () => $"the wheels should lie in {build.Wheels} of stage {build.Target}: mend the folder or the stage"
        );
        Require(docker.DockerRm([container], context.Cancellation), () => "remove the container yourself");
    }

    /// <summary>Removes the containers and the files of this run, also after a failure or a stop.</summary>
    public void Dispose()
    {
        if (docker.IsPlan)
        {
            docker.DockerPs($"{Label}={run}", CancellationToken.None);
            return;
        }

        RemoveExport();
        if (docker.DockerPs($"{Label}={run}", CancellationToken.None) is { ExitCode: 0, StandardOutput: [_, ..] } left)
        {
            docker.DockerRm(left.StandardOutput, CancellationToken.None);
        }
    }

    private void RemoveExport()
    {
        if (Directory.Exists(export))
        {
            Directory.Delete(export, recursive: true);
        }
    }

    private bool HasBuildKit(string dockerfile)
    {
        if (docker.IsPlan)
        {
            docker.DockerVersion(context.Cancellation);
            docker.DockerBuildXVersion(context.Cancellation);
            return HasBuildKitHere();
        }

        if (!File.Exists(dockerfile))
        {
            throw new InputNeededException(
                "there is no such Dockerfile",
                dockerfile,
                "check out a release that has it"
            );
        }

        var engine = DockerEngine.Inspect(docker, context.Cancellation);
        log.Add(engine.ToString());
        engine.Require(dockerfile, context.Options.Builder);
        return engine.HasBuildKit;
    }

    // A plan is made without an engine, too: what BuildKit reads, a current one has.
    private bool HasBuildKitHere()
    {
        if (context.Options.Builder is not null)
        {
            return true;
        }

        try
        {
            var asked = new DockerRunner(context, context.Options.DockerHost);
            return DockerEngine.Inspect(asked, context.Cancellation).HasBuildKit;
        }
        catch (DockerNotUsableException)
        {
            return true;
        }
    }

    private DockerImageBuildSettings Settings(ImageBuild build, string dockerfile, bool hasBuildKit)
    {
        var shared = context.Options.Sccache.BuildArguments;
        string[] given =
        [
            .. build
                .Arguments.Where(argument => !shared.ContainsKey(argument.Key))
                .Concat(shared)
                .Select(argument => $"{argument.Key}={argument.Value}"),
        ];

        // The same for each run of the same build: another one would make another image, and all steps upon it would run again.
        var key = build.Key?.Value ?? (docker.IsPlan ? "KEY" : null);
        string[] label = [$"{Label}={ImageRun}", .. key is null ? Array.Empty<string>() : [$"{KeyLabel}={key}"]];
        return context.Options.Builder is { } builder
            ? new DockerBuildXBuildSettings
            {
                Builder = builder,
                Load = exported is null,
                Output = exported is null ? null : export,
                BuildKit = true,
                File = dockerfile,
                Target = build.Target,
                BuildArg = given,
                Label = label,
                Tag = exported is null ? [build.Image] : [],
                NoCache = context.Options.NoCache,
            }
            : new DockerImageBuildSettings
            {
                Output = exported is null ? null : export,
                BuildKit = hasBuildKit,
                File = dockerfile,
                Target = build.Target,
                BuildArg = given,
                Label = label,
                Tag = exported is null ? [build.Image] : [],
                NoCache = context.Options.NoCache,
            };
    }

    private ToolResult Run(ImageBuild build, DockerImageBuildSettings settings, string checkout)
    {
        try
        {
            var result = settings is DockerBuildXBuildSettings buildX
                ? docker.DockerBuildXBuild(buildX, checkout, log.Add, context.Cancellation)
                : docker.DockerBuild(settings, checkout, log.Add, context.Cancellation);
            // Ctrl-C on a terminal reaches docker's client as well, which may end before the signal is seen here.
            if (IsOfSignal(result.ExitCode) && context.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(1)))
            {
                throw new OperationCanceledException(context.Cancellation);
            }

            return result;
        }
        catch (OperationCanceledException error) when (context.Cancellation.IsCancellationRequested)
        {
            throw new BuildStoppedException(build, log.Path, error);
        }
    }

    // As shells and docker have it: 128 and the number of SIGINT or SIGTERM.
    private static bool IsOfSignal(int exitCode) => exitCode is 130 or 143;

    private void Announce(string text)
    {
        if (!docker.IsPlan)
        {
            log.Add(text);
        }
    }

    private void Require(ToolResult result, Func<string> hint)
    {
        if (result.ExitCode != 0)
        {
            throw new DockerFailedException(result, log.Path, hint());
        }
    }

    private string HintOf(ToolResult result, ImageBuild build, string dockerfile)
    {
        if (
            context.Options.Builder is { } builder
            && result.Output.Any(line =>
                line.Contains("wheelhouse/", StringComparison.Ordinal)
                && (
                    line.Contains("denied", StringComparison.Ordinal)
                    || line.Contains("failed to resolve", StringComparison.Ordinal)
                )
            )
        )
        {
            return $"the builder '{builder}' does not see the engine's images, so it cannot build upon the base image:"
                + " take one of the driver `docker` (`docker buildx ls`), or build on the other machine with --docker-host=URL";
        }

        var stages = File.ReadLines(dockerfile)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["FROM" or "from", .., "AS" or "as", _])
            .Select(words => words[^1])
            .ToList();
        if (!stages.Contains(build.Target))
        {
            return $"{build.Dockerfile} has no stage '{build.Target}'; its stages are {string.Join(", ", stages)}";
        }

        return result.Output.Any(line => RegistryRefusal().IsMatch(line))
            ? "an image that it is built from is neither here nor to be had: see that the engine reaches its registry, or import it"
            : "the lines above say which step failed; the log has all of it";
    }

    // As the engine's own builder and BuildKit say it, of the registry's API or of the image.
    [GeneratedRegex(
        "\"https?://[^\"]+/v2/|pull access denied|manifest unknown|failed to resolve source metadata",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex RegistryRefusal();
}
