namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings of `docker create`; each member is the option that has its name.</summary>
public class DockerContainerCreateSettings : DockerSettings
{
    /// <summary>`--name`.</summary>
    public string? Name { get; init; }

    /// <summary>`--label`, each as `NAME=VALUE`.</summary>
    public IReadOnlyList<string> Label { get; init; } = [];

    /// <inheritdoc/>
    internal override IEnumerable<string> Options => [.. Of("--name", Name), .. Each("--label", Label)];
}
