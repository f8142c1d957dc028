namespace Wheelhouse.Build.Tools.Docker;

/// <summary>A builder of <c>docker buildx ls</c>, as <c>docker buildx inspect</c> tells it.</summary>
/// <remarks>
/// Of the drivers, <c>docker</c> alone builds within an engine and so upon images that the engine has; <c>docker-container</c>,
/// <c>kubernetes</c> and <c>remote</c> take images from registries: https://docs.docker.com/build/builders/drivers/
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Driver">How it builds; null where that is not told.</param>
/// <param name="Status">Whether it runs; null where that is not told.</param>
/// <param name="Problem">Why there is none; null where there is one.</param>
public sealed record BuildXBuilder(string Name, string? Driver, string? Status, string? Problem)
{
    private const string OfEngine = "docker";

    /// <summary>Whether it builds upon images of the engine.</summary>
    public bool SeesImages => Driver == OfEngine;

    /// <summary>Why vLLM cannot be built by it.</summary>
    public string Blind =>
        $"the builder '{Name}' ({Driver ?? "of a driver that it does not tell"}) does not see the engine's images, and vLLM is built"
        + " upon the base image there";

    /// <summary>What gives one that does.</summary>
    public string Mend =>
        $"docker context create {Name}-engine --docker host=ssh://HOST makes a builder of that name within another engine,"
        + " `docker buildx ls` lists those there are, or leave --builder out and name the engine with --docker-host=URL";

    /// <summary>Reads what was told.</summary>
    /// <param name="name">The builder's name.</param>
    /// <param name="result">What <c>docker buildx inspect</c> printed.</param>
    public static BuildXBuilder Parse(string name, ToolResult result)
    {
        return result.ExitCode == 0
            ? new BuildXBuilder(name, Field("Driver"), Field("Status"), null)
            : new BuildXBuilder(name, null, null, $"{name}: {result.LastLine}");

        string? Field(string field) =>
            result
                .StandardOutput.FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim();
    }

    /// <summary>Makes sure that vLLM can be built by it, before hours are spent on the image below.</summary>
    /// <exception cref="DockerNotUsableException">There is no such builder, or it does not see the engine's images.</exception>
    public void RequireImages()
    {
        if (!SeesImages)
        {
            throw new DockerNotUsableException(Problem ?? Blind, $"--builder={Name}", Mend);
        }
    }

    /// <summary>What it is, in one line.</summary>
    public override string ToString() => $"{Name}, {Driver}, {Status ?? "status unknown"}";
}
