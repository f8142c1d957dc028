using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether an engine answers and has BuildKit, and whether its disk has room for the recipe.</summary>
/// <param name="docker">Runs the client.</param>
/// <param name="recipe">The recipe; null when nothing is built.</param>
/// <param name="builder">The builder that was asked for; null for the engine's own.</param>
public sealed class DockerCheck(DockerRunner docker, Recipe? recipe, string? builder = null) : IMachineCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var engine = DockerEngine.Inspect(docker, cancellation);
            return Task.FromResult<IReadOnlyList<CheckResult>>([
                CheckResult.Ok("Docker", $"client {engine.Client}, engine {engine.Server}"),
                BuildKit(engine, recipe is not null),
                .. builder is null ? Array.Empty<CheckResult>() : [Builder(builder, cancellation)],
                Disk(docker.DockerInfo("{{.DockerRootDir}}\n{{.Name}}", cancellation), recipe),
            ]);
        }
        catch (DockerNotUsableException error)
        {
            return Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Of("Docker", recipe is not null, error)]);
        }
    }

    /// <summary>What an engine's builder is worth.</summary>
    internal static CheckResult BuildKit(DockerEngine engine, bool isNeeded) =>
        engine.HasBuildKit
            ? CheckResult.Ok("BuildKit", engine.HasBuildX ? "buildx is there" : "the client's own")
            : CheckResult.Lacking(
                "BuildKit",
                isNeeded,
                $"docker {engine.Client} has no buildx component, by which it reaches BuildKit",
                "apt-get install docker-buildx (Docker's own packages: docker-buildx-plugin), or put a client that has it first on PATH"
            );

    private CheckResult Builder(string name, CancellationToken cancellation)
    {
        return Of(BuildXBuilder.Parse(name, docker.DockerBuildXInspect(name, cancellation)), recipe is not null);
    }

    /// <summary>What a builder is worth where vLLM is built upon an image of the engine.</summary>
    internal static CheckResult Of(BuildXBuilder builder, bool isNeeded) =>
        builder.Problem is { } problem ? CheckResult.Lacking("builder", true, problem, builder.Mend)
        : builder.SeesImages ? CheckResult.Ok("builder", $"{builder}")
        : CheckResult.Lacking("builder", isNeeded, builder.Blind, builder.Mend);

    // The folder is the engine's, which may run on another machine.
    /// <summary>Whether the engine's disk has room.</summary>
    /// <param name="info">What the engine says of itself: its folder, and its machine.</param>
    /// <param name="recipe">The recipe; null when nothing is built.</param>
    internal static CheckResult Disk(ToolResult info, Recipe? recipe) =>
        info switch
        {
            { ExitCode: 0, StandardOutput: [var folder, var machine] } => machine == Environment.MachineName
                ? DiskCheck.Of("disk of Docker", folder, recipe?.DiskGigabytes, "docker system prune")
                : CheckResult.Ok("disk of Docker", $"{folder} on {machine}, another machine: not looked at"),
            _ => CheckResult.Lacking("disk of Docker", false, $"unknown: {info.LastLine}", "docker info"),
        };
}
