using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether an engine answers and has BuildKit, and whether its disk has room for the recipe.</summary>
/// <param name="docker">Runs the client.</param>
/// <param name="recipe">The recipe; null when nothing is built.</param>
public sealed class DockerCheck(DockerRunner docker, Recipe? recipe) : IMachineCheck
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
                Disk(cancellation),
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

    private CheckResult Disk(CancellationToken cancellation)
    {
        var info = docker.DockerInfo("{{.DockerRootDir}}", cancellation);
        return info is { ExitCode: 0, StandardOutput: [var folder, ..] }
            ? DiskCheck.Of("disk of Docker", folder, recipe?.DiskGigabytes, "docker system prune")
            : CheckResult.Lacking("disk of Docker", false, $"unknown: {info.LastLine}", "docker info");
    }
}
