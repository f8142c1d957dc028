using System.Security.Cryptography;
using Wheelhouse.Caching;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>All that decides what a build makes, and so the key that its wheels are kept under.</summary>
/// <param name="Key">The key.</param>
/// <param name="Texts">What it is made of, one input a line, without secrets: two builds that differ differ here.</param>
/// <param name="Commits">The commits of what is built, by the names of their projects or repositories.</param>
public sealed record BuildInputs(
    BuildCacheKey Key,
    IReadOnlyList<string> Texts,
    IReadOnlyDictionary<string, string> Commits
)
{
    // Compilers that share their results make the same of the same.
    private static bool IsShared(string argument) =>
        argument == "USE_SCCACHE" || argument.StartsWith("SCCACHE_", StringComparison.Ordinal);

    /// <summary>Puts the inputs of a build together.</summary>
    /// <param name="build">The build.</param>
    /// <param name="dockerfile">The bytes of its Dockerfile.</param>
    /// <param name="images">The digest, or what else tells it from others, of each image that it comes of.</param>
    /// <param name="commits">The commit of each source.</param>
    /// <param name="others">Whatever else decides, such as wheels that it builds against.</param>
    public static BuildInputs Of(
        ImageBuild build,
        byte[] dockerfile,
        IReadOnlyDictionary<string, string> images,
        IReadOnlyDictionary<string, string> commits,
        IEnumerable<KeyValuePair<string, string>> others
    )
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["dockerfile"] = Convert.ToHexStringLower(SHA256.HashData(dockerfile)),
            ["target"] = build.Target,
            ["wheels"] = build.Wheels,
        };

        // A secret opens a door for the build and decides nothing; of it no trace is kept, not even in a hash.
        foreach (
            var (name, value) in build.Arguments.Where(given => !IsShared(given.Key) && !Secrets.IsNameOfOne(given.Key))
        )
        {
            inputs[$"argument {name}"] = Secrets.Mask(value);
        }

        foreach (var (name, digest) in images)
        {
            inputs[$"image {name}"] = digest;
        }

        foreach (var (name, commit) in commits)
        {
            inputs[$"commit {name}"] = commit;
        }

        foreach (var (name, value) in others)
        {
            inputs[name] = value;
        }

        return new BuildInputs(
            BuildCacheKey.Of(inputs),
            [.. inputs.Select(input => $"{input.Key}: {input.Value}")],
            commits
        );
    }
}
