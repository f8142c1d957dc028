using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>Finds out what goes into the builds of a release: what their checkout, their images and other repositories are now.</summary>
public sealed class InputsReader
{
    private const int Shown = 10;

    private readonly BuildContext context;
    private readonly GitRunner git;
    private readonly GitRunner quiet;
    private readonly ImageDigests images;
    private bool isOfThisEngine;

    /// <summary>Makes a reader; nothing is read yet.</summary>
    /// <param name="context">The run.</param>
    /// <param name="client">Asks registries.</param>
    public InputsReader(BuildContext context, HttpClient client)
    {
        this.context = context;
        git = new GitRunner(context, context.Options.Plan ? context.Report : null);
        quiet = new GitRunner(context);
        images = new ImageDigests(
            context,
            new DockerRunner(context, context.Options.DockerHost),
            new ImageRegistry(client)
        );
    }

    /// <summary>The release with its base image named by digest, where its registry knows that.</summary>
    /// <param name="release">The release.</param>
    /// <exception cref="WheelhouseException">The image is neither here nor to be had. A plan goes on with the name as it is.</exception>
    public async Task<ReleaseBuild> PinAsync(ReleaseBuild release)
    {
        try
        {
            var found = await images.FindAsync(release.Recipe.ResolvedBaseImage);
            isOfThisEngine = !found.IsPublished;
            return release with { Recipe = release.Recipe with { BaseImage = found.Pinned } };
        }
        catch (WheelhouseException error) when (context.Options.Plan)
        {
            context.Report($"the digest of the base image is not known here: {error.What}");
            return release;
        }
    }

    /// <summary>What goes into the base build.</summary>
    /// <param name="release">The release.</param>
    /// <exception cref="WheelhouseException">Images or repositories cannot be looked up; a plan says so and goes on.</exception>
    public Task<KnownInputs> OfBaseAsync(ReleaseBuild release) => ReadAsync(release, release.Base, null, []);

    /// <summary>What goes into the vLLM build.</summary>
    /// <param name="release">The release.</param>
    /// <param name="ofBase">What went into the base build; null where the base wheels were given.</param>
    /// <param name="baseWheels">The wheels that it is built against.</param>
    /// <exception cref="WheelhouseException">Images or repositories cannot be looked up; a plan says so and goes on.</exception>
    public Task<KnownInputs> OfVllmAsync(
        ReleaseBuild release,
        KnownInputs? ofBase,
        IEnumerable<KeyValuePair<string, string>> baseWheels
    ) =>
        ofBase is { AreKnown: false }
            ? Task.FromResult(ofBase)
            : ReadAsync(release, release.Vllm, ofBase?.Inputs, baseWheels);

    /// <summary>Tells, in a plan, what is asked for the vLLM build once its base wheels are there.</summary>
    /// <param name="release">The release.</param>
    public void TellOfVllm(ReleaseBuild release) => Tell(release, release.Vllm, asksImages: false);

    // Before the checkout is there, nobody can be asked; images that only the Dockerfile names are not known either.
    private void Tell(ReleaseBuild release, ImageBuild build, bool asksImages)
    {
        Ask(release.Checkout, GitCommands.GitStatus());
        if (asksImages && isOfThisEngine)
        {
            images.Tell(release.Recipe.ResolvedBaseImage);
        }

        foreach (var repository in SourceCommits.AskedOf(build.Arguments))
        {
            Ask(context.Repository, GitCommands.GitListRemote(repository));
        }

        context.Report(
            $"what {build.Dockerfile} itself names to be cloned is asked for likewise (git ls-remote), once it is checked out"
        );

        Ask(release.Checkout, GitCommands.GitHead());
    }

    private void Ask(string folder, IEnumerable<string> arguments) =>
        context.Report(GitRunner.Line(folder, arguments, GitRunner.Asking));

    private async Task<KnownInputs> ReadAsync(
        ReleaseBuild release,
        ImageBuild build,
        BuildInputs? ofBase,
        IEnumerable<KeyValuePair<string, string>> others
    )
    {
        if (Unsettled(release, build) is { } reason)
        {
            if (context.Options.Plan)
            {
                Tell(release, build, asksImages: ofBase is null);
            }

            return KnownInputs.Missing(reason);
        }

        try
        {
            if (context.Options.Plan)
            {
                Ask(release.Checkout, GitCommands.GitStatus());
            }

            var bytes = await File.ReadAllBytesAsync(
                Path.Combine(release.Checkout, build.Dockerfile),
                context.Cancellation
            );
            var dockerfile = Dockerfile.Parse(System.Text.Encoding.UTF8.GetString(bytes));
            var digests = new Dictionary<string, string>();
            foreach (var image in dockerfile.ImagesOf(build.Target, build.Arguments))
            {
                digests[image] =
                    ofBase is not null && image == release.BaseImage
                        ? $"built as {ofBase.Key}"
                        : (await images.FindAsync(image)).Digest;
            }

            var commits = new SourceCommits(git, context.Repository)
                .Find(dockerfile.ArgumentsOf(build.Target, build.Arguments), context.Cancellation)
                .ToDictionary();
            if (dockerfile.ReadsFolder(build.Target, build.Arguments))
            {
                commits[release.Release.Project] = release.Commit(git, context.Cancellation);
            }

            return KnownInputs.Of(BuildInputs.Of(build, bytes, digests, commits, others));
        }
        catch (WheelhouseException error) when (context.Options.Plan)
        {
            return KnownInputs.Missing(error.What);
        }
    }

    // What is not committed has no name.
    private string? Unsettled(ReleaseBuild release, ImageBuild build)
    {
        if (!File.Exists(Path.Combine(release.Checkout, build.Dockerfile)))
        {
            return $"{build.Dockerfile} is not checked out yet";
        }

        if (context.Options.Plan && release.Commit(quiet, context.Cancellation) != release.Release.Commit)
        {
            return release.Release.Commit == ResolvedRelease.UnknownCommit
                ? "the commit of the release is not known"
                : "the checkout is still of another commit";
        }

        var changes = quiet.Run(release.Checkout, GitCommands.GitStatus(), context.Cancellation);
        return changes.Count > 0
            ? $"the checkout has changes, which no key can tell of: {string.Join(", ", changes.Take(Shown))}"
            : null;
    }
}
