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

    /// <summary>`--mount`: folders of this machine that the container has under the same paths, to read and to write.</summary>
    public IReadOnlyList<string> Mount { get; init; } = [];

    /// <inheritdoc/>
    internal override IEnumerable<string> Options =>
        [
            .. Flag("--rm", Rm),
            .. Flag("--detach", Detach),
            .. base.Options,
            .. Of("--user", User),
            .. Of("--network", Network),
            .. Of("--entrypoint", Entrypoint),
            .. Each("--env", Env),
            .. Each(
                "--mount",
                Mount.Select(folder => $"type=bind,{Field("source", folder)},{Field("target", folder)}")
            ),
        ];

    // The option is a row of comma-separated values. Other than --volume it makes no folder that is not there.
    private static string Field(string name, string value) =>
        value.AsSpan().ContainsAny(',', '"')
            ? $"\"{name}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : $"{name}={value}";
}
