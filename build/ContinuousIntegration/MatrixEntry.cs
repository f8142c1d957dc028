using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>One machine's part of a release: a GPU architecture and a Python.</summary>
/// <param name="Recipe">How it is built.</param>
/// <param name="RocmArch">The architecture, such as gfx942.</param>
/// <param name="PythonVersion">The Python, such as 3.12.</param>
/// <param name="RocmVersion">The ROCm, such as 7.1.</param>
/// <param name="VersionPolicy">How versions are rewritten, so that no two entries publish one file name with other bytes.</param>
/// <param name="Name">What tells it from the others, fit for the name of an artifact.</param>
public sealed partial record MatrixEntry(
    [property: JsonProperty("recipe")] string Recipe,
    [property: JsonProperty("rocm_arch")] string RocmArch,
    [property: JsonProperty("python_version")] string PythonVersion,
    [property: JsonProperty("rocm_version")] string RocmVersion,
    [property: JsonProperty("version_policy")] string VersionPolicy,
    [property: JsonProperty("name")] string Name
)
{
    /// <summary>What a machine must be to build it: one of our own, with ROCm.</summary>
    [JsonProperty("runner")]
    public IReadOnlyList<string> Runner { get; } = ["self-hosted", "linux", "x64", "rocm"];

    /// <summary>All entries of a release: each architecture with each Python.</summary>
    /// <param name="name">The recipe as it is asked for.</param>
    /// <param name="recipe">The recipe, with what the run asks for instead.</param>
    /// <param name="pythons">The Pythons.</param>
    /// <remarks>
    /// Wheels for all Pythons (abi3, none-any) have one file name in every entry, and wheels for all GPUs likewise: where there
    /// is more than one entry, each has a local version label of its own. One alone has clean versions.
    /// </remarks>
    public static IReadOnlyList<MatrixEntry> Of(string name, Recipe recipe, IReadOnlyList<PythonVersion> pythons)
    {
        var isAlone = recipe.RocmArchitectures.Count * pythons.Count == 1;
        return
        [
            .. recipe.RocmArchitectures.SelectMany(architecture =>
                pythons.Select(python =>
                {
                    var (gpu, cp) = (Plain(architecture), InLabel(python));
                    var label = $"rocm{recipe.RocmVersion}.{gpu.Replace('-', '.')}.{cp}";
                    return new MatrixEntry(
                        name,
                        architecture,
                        $"{python}",
                        recipe.RocmVersion,
                        isAlone ? "release" : $"local:{label}",
                        $"rocm{recipe.RocmVersion}-{gpu}-{cp}"
                    );
                })
            ),
        ];
    }

    /// <summary>All entries of the release that a run names.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="InputNeededException">It names no recipe.</exception>
    public static IReadOnlyList<MatrixEntry> Of(BuildContext context)
    {
        var (options, recipe) = (context.Options, context.Recipe);
        return recipe is null || options.Recipe is null
            ? throw new InputNeededException("a recipe is needed", "--recipe", "give it as --recipe=NAME")
            : Of(
                options.Recipe,
                recipe,
                options.PythonVersions.Count > 0 ? options.PythonVersions : recipe.PythonVersions
            );
    }

    /// <summary>The version that this entry publishes.</summary>
    /// <param name="release">The version of the release.</param>
    public PythonVersion VersionOf(PythonVersion release) => Wheels.VersionPolicy.Parse(VersionPolicy).Apply(release);

    /// <summary>The part of a label that names the Python that a build is for.</summary>
    /// <param name="python">The Python.</param>
    public static string InLabel(PythonVersion python) => $"cp{python.Release[0]}{python.Release[1]}";

    /// <summary>Whether a label names a Python, such as <c>rocm7.1.gfx942.cp312</c> does.</summary>
    /// <param name="label">A version's local segment; null without one.</param>
    public static bool NamesPython(string? label) => label is not null && LabelForm().IsMatch(label);

    // gfx90a:xnack- and gfx90a:xnack+ stay two names without the characters that artifacts and labels may not have.
    private static string Plain(string architecture) =>
        FeatureForm()
            .Replace(architecture, match => $"-{match.Groups[1]}-{(match.Groups[2].Value == "+" ? "on" : "off")}");

    [GeneratedRegex(@"\.cp3\d+\z")]
    private static partial Regex LabelForm();

    [GeneratedRegex(@":([a-z]+)([+-])")]
    private static partial Regex FeatureForm();
}
