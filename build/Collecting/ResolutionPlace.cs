using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Auditwheel;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Collecting;

/// <summary>Where pip resolves and builds: in the image that wheels were built in, where there is one, else on this machine.</summary>
public sealed class ResolutionPlace : IDisposable
{
    private const string Identity =
        $$$"""{{.Id}} {{with .Config.Labels}}{{index . "{{{ImageBuilder.KeyLabel}}}"}}{{end}}""";
    private readonly ImageContainer? container;

    private ResolutionPlace(BuildContext context, ImageContainer? container, Action<string>? plan)
    {
        this.container = container;
        Python = new PythonRunner(context, container, plan);
        Pip = new PipRunner(context, container, plan);
        Auditwheel = new AuditwheelRunner(context, container, plan);
        Driver = new PipDriver(Python, Pip, container is null ? context.Artifacts.Environments : null);
    }

    /// <summary>Runs interpreters there.</summary>
    public PythonRunner Python { get; }

    /// <summary>Runs pip there.</summary>
    public PipRunner Pip { get; }

    /// <summary>The environment there whose pip resolves.</summary>
    public PipDriver Driver { get; }

    /// <summary>Runs auditwheel there.</summary>
    public AuditwheelRunner Auditwheel { get; }

    /// <summary>The interpreter there: a path, or a name on PATH.</summary>
    public required string Interpreter { get; init; }

    /// <summary>Opens it; with `--plan`, commands are told and none is run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="release">What is built; null where wheels are given.</param>
    /// <param name="work">A folder for what pip reads and writes.</param>
    /// <param name="folders">Further folders that pip reads.</param>
    /// <param name="tell">Whether commands are told also where wheels are given.</param>
    /// <exception cref="DockerFailedException">The image cannot be run.</exception>
    public static ResolutionPlace Open(
        BuildContext context,
        ReleaseBuild? release,
        string work,
        IReadOnlyList<string> folders,
        bool tell = false
    )
    {
        Action<string>? plan = context.Options.Plan && (tell || release is not null) ? context.Report : null;
        var docker = new DockerRunner(context, context.Options.DockerHost, plan);
        if (release is null || !HasImage(context, docker, release.BaseImage))
        {
            return new ResolutionPlace(context, null, plan) { Interpreter = context.Options.Python };
        }

        var container = ImageContainer.Start(
            docker,
            release.BaseImage,
            $"{ImageBuilder.Label}=resolution",
            work,
            folders,
            context.Cancellation
        );
        if (plan is null)
        {
            context.Report(
                $"in the image {release.BaseImage}, folders {(container.IsShared ? "mounted" : "copied, as the engine does not see them")}"
            );
        }

        return new ResolutionPlace(context, container, plan) { Interpreter = "python3" };
    }

    /// <summary>What is resolved for: the interpreter that is there, unless the run is for another.</summary>
    /// <param name="context">The run.</param>
    /// <param name="release">What is built; null where wheels are given.</param>
    public InstallTarget Target(BuildContext context, ReleaseBuild? release) =>
        InstallTarget.Create(
            Python.Inspect(Interpreter, context.Cancellation),
            context.Options.PythonVersion ?? (container is null ? release?.RequirePython() : null),
            context.Options.Platform
        );

    /// <inheritdoc/>
    public void Dispose() => container?.Dispose();

    // Base wheels that were given tell no image; those that were built, which one they left.
    private static bool IsOfThisBuild(BuildContext context, ToolResult image) =>
        !ReleaseBuild.BuildsBase(context.Options)
        || (
            image.StandardOutput is [var line, ..]
            && line.Split(' ') is [var identifier, var key]
            && BaseImageRecord.Read(context.Artifacts.Base).IsOf(identifier, key)
        );

    // Wheels that came from the cache were built in an image elsewhere.
    private static bool HasImage(BuildContext context, DockerRunner docker, string image)
    {
        string reason;
        try
        {
            var result = docker.DockerImageInspect(image, Identity, context.Cancellation);
            if (docker.IsPlan || (result.ExitCode == 0 && IsOfThisBuild(context, result)))
            {
                return true;
            }

            reason = result.ExitCode == 0 ? "the image of that name is another build's" : result.LastLine;
        }
        catch (DockerNotUsableException error)
        {
            reason = error.What;
        }

        context.Report($"no image {image} to resolve in ({reason}): {context.Options.Python} of this machine does");
        return false;
    }
}
