namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings of `docker build`; each member is the option that has its name.</summary>
public class DockerImageBuildSettings : DockerSettings
{
    /// <summary>`--file`: the Dockerfile.</summary>
    public string? File { get; init; }

    /// <summary>`--target`: the stage to build.</summary>
    public string? Target { get; init; }

    /// <summary>`--build-arg`, each as `NAME=VALUE`.</summary>
    public IReadOnlyList<string> BuildArg { get; init; } = [];

    /// <summary>`--label`, each as `NAME=VALUE`.</summary>
    public IReadOnlyList<string> Label { get; init; } = [];

    /// <summary>`--tag`, each.</summary>
    public IReadOnlyList<string> Tag { get; init; } = [];

    /// <summary>`--no-cache`: every step runs, whatever the engine kept of earlier builds.</summary>
    public bool NoCache { get; init; }

    /// <summary>The folder that gets the stage's files instead of the engine an image, by `--output type=local`; BuildKit alone can.</summary>
    public string? Output { get; init; }

    /// <summary>Whether BuildKit builds, and not the engine's classic builder.</summary>
    public bool BuildKit { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string?> Variables =>
        new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = BuildKit ? "1" : "0" };

    // BuildKit alone has --progress, and removes what its steps ran in by itself.
    /// <inheritdoc/>
    internal override IEnumerable<string> Options =>
        [
            .. BuildKit ? Of("--progress", "plain") : Flag("--force-rm", true),
            .. Of("--file", File),
            .. Of("--target", Target),
            .. Each("--build-arg", BuildArg),
            .. Each("--label", Label),
            .. Each("--tag", Tag),
            .. Output is null ? [] : Of("--output", $"type=local,{Field("dest", Output)}"),
            .. Flag("--no-cache", NoCache),
        ];
}
