namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings of `docker run`; each member is the option that has its name.</summary>
public sealed class DockerContainerRunSettings : DockerContainerCreateSettings
{
    /// <summary>`--rm`: the container goes when its program ends.</summary>
    public bool Rm { get; init; }

    /// <summary>`--detach`: the container runs on by itself.</summary>
    public bool Detach { get; init; }

    /// <summary>`--user`, as `USER:GROUP`.</summary>
    public string? User { get; init; }

    /// <summary>`--network`.</summary>
    public string? Network { get; init; }

    /// <summary>`--entrypoint`, in place of the image's own.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>`--env`, each as `NAME=VALUE`, or `NAME` for the value that it has here.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    // Other than --volume, --mount makes no folder that is not there.
    /// <summary>`--mount`: folders of this machine that the container has under the same paths, to read and to write.</summary>
    public IReadOnlyList<string> Mount { get; init; } = [];

    /// <summary>Such folders, only to read.</summary>
    public IReadOnlyList<string> ReadOnlyMount { get; init; } = [];

    /// <summary>`--device`, each: a device of the engine's machine.</summary>
    public IReadOnlyList<string> Device { get; init; } = [];

    /// <summary>`--group-add`, each: a group that programs are in beside their own.</summary>
    public IReadOnlyList<string> GroupAdd { get; init; } = [];

    /// <summary>`--security-opt`, each.</summary>
    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    /// <inheritdoc/>
    internal override IEnumerable<string> Options =>
        [
            .. Flag("--rm", Rm),
            .. Flag("--detach", Detach),
            .. base.Options,
            .. Of("--user", User),
            .. Of("--network", Network),
            .. Of("--entrypoint", Entrypoint),
            .. Each("--device", Device),
            .. Each("--group-add", GroupAdd),
            .. Each("--security-opt", SecurityOpt),
            .. Each("--env", Env),
            .. Each(
                "--mount",
                Mount
                    .Select(folder => (folder, ""))
                    .Concat(ReadOnlyMount.Select(folder => (folder, ",readonly")))
                    .Select(mount =>
                        $"type=bind,{Field("source", mount.Item1)},{Field("target", mount.Item1)}{mount.Item2}"
                    )
            ),
        ];
}
