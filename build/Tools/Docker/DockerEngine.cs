using System.Globalization;

namespace Wheelhouse.Build.Tools.Docker;

/// <summary>An engine that answers, and the builder that its client reaches.</summary>
/// <param name="Client">The version of the client.</param>
/// <param name="Server">The version of the engine.</param>
/// <param name="HasBuildX">Whether the client has the buildx component.</param>
/// <param name="HasBuildKit">Whether images can be built with BuildKit.</param>
public sealed record DockerEngine(string Client, string Server, bool HasBuildX, bool HasBuildKit)
{
    // Clients from 23.0 on build with BuildKit only through the buildx component; those before have a part of it in them.
    private const int FirstClientWithoutBuildKit = 23;
    private const string BuildXHint =
        "install the buildx component (Debian: `docker-buildx`, Docker's own packages: `docker-buildx-plugin`)"
        + " for this client, or put a client that has it first on PATH";

    /// <summary>Asks client and engine what they are.</summary>
    /// <param name="docker">The client.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerNotUsableException">There is no client, or no engine answers.</exception>
    public static DockerEngine Inspect(DockerRunner docker, CancellationToken cancellation)
    {
        var result = docker.DockerVersion(cancellation);
        if (
            result.ExitCode == 0
            && result.StandardOutput is [var line, ..]
            && line.Split(' ') is [var client, { Length: > 0 } server]
        )
        {
            return Of(client, server, docker.DockerBuildXVersion(cancellation).ExitCode == 0);
        }

        throw new DockerNotUsableException(
            $"no Docker engine answers: {result.Output.Except(result.StandardOutput).LastOrDefault(result.LastLine)}",
            result.Command,
            "start one (`systemctl start docker`), name another with --docker-host=URL, or join the group that may use it"
                + " (`usermod --append --groups docker USER`)"
        );
    }

    /// <summary>What versions say of an engine.</summary>
    internal static DockerEngine Of(string client, string server, bool hasBuildX)
    {
        var major = int.TryParse(client.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : FirstClientWithoutBuildKit;
        return new DockerEngine(client, server, hasBuildX, hasBuildX || major < FirstClientWithoutBuildKit);
    }

    /// <summary>Makes sure that what a Dockerfile needs is there.</summary>
    /// <param name="dockerfile">The path of the Dockerfile.</param>
    /// <param name="builder">The builder that was asked for; null for the engine's own.</param>
    /// <exception cref="DockerNotUsableException">It needs BuildKit, or a builder was asked for, and the client has none.</exception>
    public void Require(string dockerfile, string? builder)
    {
        if (builder is not null && !HasBuildX)
        {
            throw new DockerNotUsableException(
                $"docker {Client} has no buildx component, which the builder '{builder}' needs",
                "--builder",
                BuildXHint
            );
        }

        var mount = HasBuildKit
            ? null
            : File.ReadLines(dockerfile)
                .FirstOrDefault(line =>
                    line.Contains(" --mount=", StringComparison.Ordinal)
                    || line.Contains("<<", StringComparison.Ordinal)
                );
        if (mount is not null)
        {
            throw new DockerNotUsableException(
                $"BuildKit is needed ('{mount.Trim()}'), and docker {Client} has no buildx component to reach it",
                dockerfile,
                BuildXHint
            );
        }
    }

    /// <summary>What it is, in one line.</summary>
    public override string ToString() =>
        $"docker {Client}, engine {Server}, "
        + (HasBuildKit ? "BuildKit" : "the classic builder (the client's buildx component is missing)");
}
