namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings of `docker buildx build`; each member is the option that has its name.</summary>
public sealed class DockerBuildXBuildSettings : DockerImageBuildSettings
{
    /// <summary>`--builder`: one of `docker buildx ls`, which may be remote or a cluster.</summary>
    public string? Builder { get; init; }

    /// <summary>`--load`: the engine gets the image.</summary>
    public bool Load { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>();

    /// <inheritdoc/>
    internal override IEnumerable<string> Options =>
        [.. Of("--builder", Builder), .. Flag("--load", Load), .. base.Options];
}
