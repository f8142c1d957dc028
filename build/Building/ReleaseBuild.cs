using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>A release that is built here: from which checkout, and how.</summary>
/// <param name="Recipe">How it is built.</param>
/// <param name="Release">What is built.</param>
/// <param name="Checkout">The folder that has its repository.</param>
public sealed record ReleaseBuild(Recipe Recipe, ResolvedRelease Release, string Checkout)
{
    /// <summary>The version that its tag names; null where the commit has no tag.</summary>
    public PythonVersion? Version => Release.Version is { } version ? PythonVersion.Parse(version) : null;

    /// <summary>Makes the base wheels.</summary>
    /// <exception cref="WheelhouseException">The recipe names a value that this run does not have.</exception>
    public ImageBuild Base => Of(Recipe.Base, BaseImage);

    /// <summary>Makes the vLLM wheel.</summary>
    /// <exception cref="WheelhouseException">The recipe names a value that this run does not have.</exception>
    public ImageBuild Vllm => Of(Recipe.Vllm, ImageName("vllm"));

    /// <summary>The image that the base wheels are built in; it has the Python that all wheels are for.</summary>
    public string BaseImage => ImageName("base");

    /// <summary>What a run is to build; null where it takes wheels that are there.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="WheelhouseException">The recipe cannot be read, or nothing is checked out.</exception>
    public static ReleaseBuild? Of(BuildContext context)
    {
        var isReady = !context.Options.Docker && context.Options is { BaseWheels: not null, VllmWheel: not null };
        return context.Recipe is { } recipe && !isReady
            ? new ReleaseBuild(recipe, context.Release, context.Artifacts.Checkout)
            : null;
    }

    /// <summary>Whether a run builds the base wheels, and does not take those that are given.</summary>
    /// <param name="options">What the run was asked for.</param>
    public static bool BuildsBase(Options options) => options.Docker || options.BaseWheels is null;

    /// <summary>The commit that its checkout is at.</summary>
    /// <param name="git">Runs git.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InputNotReadyException">There is no checkout.</exception>
    public string Commit(GitRunner git, CancellationToken cancellation) =>
        (Directory.Exists(Checkout) ? git.Head(Checkout, cancellation) : null)
        ?? throw new InputNotReadyException("the release is not checked out", Checkout, "Resolve-Release");

    /// <summary>How the version of a project is rewritten: as asked for, else as the recipe says.</summary>
    /// <param name="project">The project.</param>
    /// <param name="options">What the run was asked for.</param>
    public VersionPolicy PolicyOf(ProjectName project, Options options) =>
        options.VersionPolicyGiven
            ? options.VersionPolicy
            : Recipe
                .Base.Packages.Concat(Recipe.Vllm.Packages)
                .FirstOrDefault(package => package.Project == project)
                ?.Version
                ?? options.VersionPolicy;

    private string ImageName(string what) => $"wheelhouse/{Recipe.Name}-{what}".ToLowerInvariant();

    private ImageBuild Of(RecipeBuild build, string image) =>
        new(
            image,
            build.Dockerfile,
            build.Target,
            Recipe.Arguments(build, RequirePython(), Release, BaseImage),
            build.Wheels,
            [.. build.Packages.Where(package => package.Supply == PackageSupply.Built)]
        );

    /// <summary>The Python that is built for.</summary>
    /// <exception cref="InputNeededException">The recipe is for several, and the run names none of them.</exception>
    public PythonVersion RequirePython() =>
        Recipe.PythonVersions is [var python]
            ? python
            : throw new InputNeededException(
                $"the recipe is for Python {string.Join(", ", Recipe.PythonVersions)}, and a run builds for one",
                "--python-version",
                "give one of them with --python-version=X.Y, in a run for each"
            );
}
