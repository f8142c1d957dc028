using Cake.Core;

namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Runs docker's client; the methods have the names that Cake.Docker gives to the commands.</summary>
/// <param name="context">The host.</param>
/// <param name="host">The engine, as `--host` takes it; null for the one that docker's own settings name.</param>
/// <param name="plan">Where given, commands are told to it and none is run.</param>
public sealed class DockerRunner(ICakeContext context, string? host = null, Action<string>? plan = null)
    : CapturingTool<DockerSettings>(context, plan)
{
    /// <summary>Whether commands are told and not run.</summary>
    public bool IsPlan => Plan is not null;

    /// <summary>`docker version`: the versions of client and engine, on one line.</summary>
    public ToolResult DockerVersion(CancellationToken cancellation) =>
        Ask(["version", "--format", "{{.Client.Version}} {{.Server.Version}}"], new DockerSettings(), cancellation);

    /// <summary>`docker buildx version`: succeeds where the client has the component.</summary>
    public ToolResult DockerBuildXVersion(CancellationToken cancellation) =>
        Ask(["buildx", "version"], new DockerSettings(), cancellation);

    /// <summary>`docker buildx inspect`: what a builder is, and whether its machines run.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerBuildXInspect(string builder, CancellationToken cancellation) =>
        Ask(["buildx", "inspect", builder], new DockerSettings(), cancellation);

    /// <summary>`docker build`.</summary>
    /// <param name="settings">Its options.</param>
    /// <param name="path">The folder that it builds from.</param>
    /// <param name="show">Is given each line as it comes.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerBuild(
        DockerImageBuildSettings settings,
        string path,
        Action<string>? show,
        CancellationToken cancellation
    ) => Execute(["build", .. settings.Options, path], settings, cancellation, show);

    /// <summary>`docker buildx build`.</summary>
    /// <param name="settings">Its options.</param>
    /// <param name="path">The folder that it builds from.</param>
    /// <param name="show">Is given each line as it comes.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerBuildXBuild(
        DockerBuildXBuildSettings settings,
        string path,
        Action<string>? show,
        CancellationToken cancellation
    ) => Execute(["buildx", "build", .. settings.Options, path], settings, cancellation, show);

    /// <summary>`docker buildx imagetools inspect`: the digest that the registry of an image tells a builder.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerBuildXImageToolsInspect(string builder, string image, CancellationToken cancellation) =>
        Ask(
            ["buildx", "imagetools", "inspect", "--builder", builder, "--format", "{{.Manifest.Digest}}", image],
            new DockerSettings(),
            cancellation
        );

    /// <summary>`docker create`.</summary>
    /// <param name="settings">Its options.</param>
    /// <param name="image">The image.</param>
    /// <param name="command">What the container would run; an image made from nothing needs one also when it never runs.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerCreate(
        DockerContainerCreateSettings settings,
        string image,
        string command,
        CancellationToken cancellation
    ) => Execute(["create", .. settings.Options, image, command], settings, cancellation);

    /// <summary>`docker cp`.</summary>
    /// <param name="from">`CONTAINER:PATH`, or a path here.</param>
    /// <param name="to">A path here, or `CONTAINER:PATH`.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerCp(string from, string to, DockerSettings settings, CancellationToken cancellation) =>
        Execute(["cp", .. settings.Options, from, to], settings, cancellation);

    /// <summary>`docker rm --force --volumes`.</summary>
    /// <param name="containers">Their names or identifiers.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerRm(IEnumerable<string> containers, CancellationToken cancellation) =>
        Execute(["rm", "--force", "--volumes", .. containers], new DockerSettings(), cancellation);

    /// <summary>`docker rmi`: an image that a container uses, the engine keeps.</summary>
    /// <param name="images">Their names or identifiers.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerRmi(IEnumerable<string> images, CancellationToken cancellation) =>
        Execute(["rmi", .. images], new DockerSettings(), cancellation);

    /// <summary>`docker run`.</summary>
    /// <param name="settings">Its options.</param>
    /// <param name="image">The image.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="show">Is given each line as it comes.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerRun(
        DockerContainerRunSettings settings,
        string image,
        IEnumerable<string> command,
        Action<string>? show,
        CancellationToken cancellation
    ) => Execute(["run", .. settings.Options, image, .. command], settings, cancellation, show);

    /// <summary>`docker exec`.</summary>
    /// <param name="container">The container, which runs.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Stops the client; the program ends with its container.</param>
    public ToolResult DockerExec(string container, IEnumerable<string> command, CancellationToken cancellation) =>
        Execute(["exec", container, .. command], new DockerSettings(), cancellation);

    /// <summary>`docker exec --detach`: the program runs on by itself.</summary>
    /// <param name="container">The container, which runs.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Stops the client.</param>
    public ToolResult DockerExecDetached(
        string container,
        IEnumerable<string> command,
        CancellationToken cancellation
    ) => Execute(["exec", "--detach", container, .. command], new DockerSettings(), cancellation);

    /// <summary>`docker pull`.</summary>
    /// <param name="imageReference">The image.</param>
    /// <param name="show">Is given each line as it comes.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerPull(string imageReference, Action<string>? show, CancellationToken cancellation) =>
        Execute(["pull", imageReference], new DockerSettings(), cancellation, show, "where the engine lacks it");

    /// <summary>`docker import`: makes an image of a file system.</summary>
    /// <param name="archive">The tar file.</param>
    /// <param name="changes">Instructions of a Dockerfile to apply.</param>
    /// <param name="image">The name of the image.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerImport(
        string archive,
        IEnumerable<string> changes,
        string image,
        CancellationToken cancellation
    ) =>
        Execute(
            ["import", .. changes.SelectMany(change => new[] { "--change", change }), archive, image],
            new DockerSettings(),
            cancellation
        );

    /// <summary>`docker info`.</summary>
    /// <param name="format">What to print of it, as a Go template.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerInfo(string format, CancellationToken cancellation) =>
        Ask(["info", "--format", format], new DockerSettings(), cancellation);

    /// <summary>`docker image inspect`.</summary>
    /// <param name="image">The image.</param>
    /// <param name="format">What to print of it, as a Go template.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerImageInspect(string image, string format, CancellationToken cancellation) =>
        Ask(["image", "inspect", "--format", format, image], new DockerSettings(), cancellation);

    /// <summary>`docker ps --all --quiet`: the identifiers of containers.</summary>
    /// <param name="label">The label that they have, `NAME` or `NAME=VALUE`; null for all containers.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerPs(string? label, CancellationToken cancellation) =>
        Ask(
            ["ps", "--all", "--quiet", .. label is null ? Array.Empty<string>() : ["--filter", $"label={label}"]],
            new DockerSettings(),
            cancellation
        );

    /// <summary>`docker container inspect`: a line for each container.</summary>
    /// <param name="containers">Their names or identifiers.</param>
    /// <param name="format">What to print of each, as a Go template.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerContainerInspect(
        IEnumerable<string> containers,
        string format,
        CancellationToken cancellation
    ) => Ask(["container", "inspect", "--format", format, .. containers], new DockerSettings(), cancellation);

    /// <summary>`docker images --no-trunc`: a line for each name of the images with a label, and for each that has no name.</summary>
    /// <param name="label">`NAME` or `NAME=VALUE`.</param>
    /// <param name="format">What to print of each, as a Go template.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult DockerImages(string label, string format, CancellationToken cancellation) =>
        Ask(
            ["images", "--no-trunc", "--filter", $"label={label}", "--format", format],
            new DockerSettings(),
            cancellation
        );

    /// <inheritdoc/>
    protected override string GetToolName() => "docker";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    private ToolResult Ask(IEnumerable<string> command, DockerSettings settings, CancellationToken cancellation) =>
        Execute(command, settings, cancellation, remark: Asking);

    private ToolResult Execute(
        IEnumerable<string> command,
        DockerSettings settings,
        CancellationToken cancellation,
        Action<string>? show = null,
        string? remark = null
    )
    {
        string[] arguments = [.. host is null ? Array.Empty<string>() : ["--host", host], .. command];
        if (Plan is not null)
        {
            var variables = string.Concat(settings.Variables.Select(variable => $"{variable.Key}={variable.Value} "));
            var text = $"{variables}docker {ExactArgument.Join(arguments).RenderSafe()}";
            Plan(remark is null ? text : $"{text}  # {remark}");
            return new ToolResult(text, 0, [], []);
        }

        settings.ToolPath ??=
            CakeContext.Tools.Resolve(GetToolExecutableNames())
            ?? throw new DockerNotUsableException(
                "there is no docker on PATH",
                CakeContext.Environment.GetEnvironmentVariable("PATH") ?? "",
                "install Docker's client (Debian, Ubuntu: `apt-get install docker.io`)"
            );
        return Capture(settings, arguments, settings.Variables, cancellation, show);
    }
}
