using Wheelhouse.Build.Releases;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>Everything about a release's build that changes from release to release.</summary>
/// <param name="Name">Its name, which is that of its file.</param>
/// <param name="Description">What it is for, in one line.</param>
/// <param name="BaseImage">The image that the base build starts from.</param>
/// <param name="RocmVersion">The ROCm that the wheels are for, such as 7.1.</param>
/// <param name="PythonVersions">The Pythons that the wheels are for.</param>
/// <param name="RocmArchitectures">The GPUs that the wheels are for, such as gfx942.</param>
/// <param name="DiskGigabytes">The free space that its builds need, in GB of 1000^3 bytes.</param>
/// <param name="Source">The repository that is released.</param>
/// <param name="Base">The build of the base wheels.</param>
/// <param name="Vllm">The build of the released wheel.</param>
/// <param name="Requirements">Files of the checkout that the closure is resolved from.</param>
/// <param name="Linked">Projects whose files the index links to.</param>
/// <param name="Denied">Globs over project names in normal form that may not be in the set.</param>
/// <param name="PlatformTag">How built wheels come to their platform tag.</param>
/// <param name="Imports">Modules that must import after installing.</param>
/// <param name="Sha256">The hash of the recipe's file, lower-case hexadecimal.</param>
public sealed record Recipe(
    string Name,
    string Description,
    string BaseImage,
    string RocmVersion,
    IReadOnlyList<PythonVersion> PythonVersions,
    IReadOnlyList<string> RocmArchitectures,
    int DiskGigabytes,
    RecipeSource Source,
    RecipeBuild Base,
    RecipeBuild Vllm,
    IReadOnlyList<string> Requirements,
    IReadOnlyList<RecipeLink> Linked,
    IReadOnlyList<string> Denied,
    RecipePlatformTag PlatformTag,
    IReadOnlyList<string> Imports,
    string Sha256
)
{
    /// <summary>The image that the base build starts from, its placeholders filled in.</summary>
    public string ResolvedBaseImage =>
        Placeholders.Expand(BaseImage, new Dictionary<string, string?> { [Placeholders.RocmVersion] = RocmVersion });

    /// <summary>The arguments of a build, placeholders filled in, in the recipe's order.</summary>
    /// <param name="build">The build.</param>
    /// <param name="python">The Python that is built for.</param>
    /// <param name="release">What is built.</param>
    /// <param name="baseImage">The image of the base build; null while there is none.</param>
    /// <exception cref="PlaceholderEmptyException">A placeholder has no value, such as the tag of a commit that has none.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments(
        RecipeBuild build,
        PythonVersion python,
        ResolvedRelease release,
        string? baseImage
    )
    {
        var values = new Dictionary<string, string?>
        {
            [Placeholders.BaseImage] = ResolvedBaseImage,
            [Placeholders.RocmVersion] = RocmVersion,
            [Placeholders.PythonVersion] = python.ToString(),
            [Placeholders.RocmArchitectures] = string.Join(';', RocmArchitectures),
            [Placeholders.BuiltBaseImage] = baseImage,
            [Placeholders.VllmTag] = release.Tag,
            [Placeholders.VllmCommit] = release.Commit,
        };
        return
        [
            .. build.Arguments.Select(argument =>
                KeyValuePair.Create(argument.Key, Placeholders.Expand(argument.Value, values))
            ),
        ];
    }

    /// <summary>The recipe with what the run asks for instead.</summary>
    /// <param name="options">The run's options.</param>
    /// <exception cref="OverrideNotUsedException">Something else is asked for than the recipe has, and nothing of the build would be another.</exception>
    public Recipe With(Options options)
    {
        RequireUsed(options);
        return this with
        {
            RocmVersion = options.RocmVersion ?? RocmVersion,
            RocmArchitectures = options.RocmArchitectures.Count > 0 ? options.RocmArchitectures : RocmArchitectures,
            PythonVersions = options.PythonVersion is { } python ? [python] : PythonVersions,
            Source = Source with
            {
                Repository = options.SourceRepository ?? RecipeNames.Repository(Source.Repository, options.Artifacts),
                Release = options.Vllm ?? Source.Release,
            },
        };
    }

    // What the recipe itself has may be asked for; a matrix names it for each machine.
    private void RequireUsed(Options options)
    {
        var used = Base
            .Arguments.Concat(Vllm.Arguments)
            .Select(argument => argument.Value)
            .Append(BaseImage)
            .SelectMany(Placeholders.In)
            .ToHashSet();
        KeyValuePair<string, string>[] unused =
        [
            .. Unused(
                "rocm-version",
                options.RocmVersion is { } rocm ? [rocm] : [],
                [RocmVersion],
                Placeholders.RocmVersion
            ),
            .. Unused("rocm-arch", options.RocmArchitectures, RocmArchitectures, Placeholders.RocmArchitectures),
            .. Unused("python-version", options.PythonVersions, PythonVersions, Placeholders.PythonVersion),
        ];
        if (unused.Length > 0)
        {
            throw new OverrideNotUsedException(Name, unused);
        }

        IEnumerable<KeyValuePair<string, string>> Unused<T>(
            string option,
            IReadOnlyList<T> given,
            IReadOnlyList<T> own,
            string placeholder
        ) =>
            given.Count == 0 || given.SequenceEqual(own) || used.Contains(placeholder)
                ? []
                : [KeyValuePair.Create($"--{option}={string.Join(';', given)}", placeholder)];
    }
}
