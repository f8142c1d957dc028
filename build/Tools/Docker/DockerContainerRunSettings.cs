namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings of `docker run`; each member is the option that has its name.</summary>
public sealed class DockerContainerRunSettings : DockerContainerCreateSettings
{
    /// <summary>`--rm`: the container goes when its program ends.</summary>
    public bool Rm { get; init; }

    /// <summary>`--network`.</summary>
    public string? Network { get; init; }

    /// <summary>`--entrypoint`, in place of the image's own.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>`--volume`, each as `HERE:THERE`.</summary>
    public IReadOnlyList<string> Volume { get; init; } = [];

    /// <inheritdoc/>
    internal override IEnumerable<string> Options =>
        [
            .. Flag("--rm", Rm),
            .. base.Options,
            .. Of("--network", Network),
            .. Of("--entrypoint", Entrypoint),
            .. Each("--volume", Volume),
        ];
}
