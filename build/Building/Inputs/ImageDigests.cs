using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>What the names of images stand for just now: a tag may stand for another image tomorrow.</summary>
/// <param name="context">The run; where it only plans, or takes wheels from the cache alone, nothing is pulled.</param>
/// <param name="docker">The client, which runs also in a plan.</param>
/// <param name="registries">Asks the registry of an image, where no engine may be asked.</param>
public sealed class ImageDigests(BuildContext context, DockerRunner docker, ImageRegistry registries)
{
    private const string Mark = "@sha256:";
    private const string Known = "{{.Id}}{{range .RepoDigests}} {{.}}{{end}}";

    // A plan asks an engine where there is one, and tells what a run asks in any case.
    private readonly DockerRunner? teller = context.Options.Plan
        ? new DockerRunner(context, context.Options.DockerHost, context.Report)
        : null;

    /// <summary>
    /// The digest of an image: its registry's, where it has one; of an image that was made here, that of its configuration.
    /// </summary>
    /// <param name="image">The name.</param>
    /// <exception cref="WheelhouseException">It is neither here nor to be had.</exception>
    public async Task<ImageDigest> FindAsync(string image)
    {
        if (image.LastIndexOf(Mark, StringComparison.Ordinal) is > 0 and var at)
        {
            return new ImageDigest(image, image[(at + 1)..], IsPublished: true);
        }

        if (context.Options.Builder is { } builder)
        {
            // A builder elsewhere takes no image from the engine.
            teller?.DockerBuildXImageToolsInspect(builder, image, context.Cancellation);
            return new ImageDigest(
                image,
                Require(docker.DockerBuildXImageToolsInspect(builder, image, context.Cancellation), image),
                IsPublished: true
            );
        }

        Tell(image);
        if (HasEngine() && OfEngine(image) is { } known)
        {
            return known;
        }

        if (MayNotPull)
        {
            if (!context.Options.CacheOnly)
            {
                teller?.DockerPull(image, null, context.Cancellation);
                teller?.DockerImageInspect(image, Known, context.Cancellation);
            }

            return new ImageDigest(
                image,
                await registries.DigestOfAsync(image, context.Cancellation),
                IsPublished: true
            );
        }

        context.Report($"docker pull {image}");
        Require(docker.DockerPull(image, context.Report, context.Cancellation), image);
        return OfEngine(image)
            ?? throw new DockerNotUsableException(
                "the image was pulled and is not there",
                image,
                "see that nothing else removes images of this engine meanwhile"
            );
    }

    /// <summary>Tells, in a plan, what a run asks the engine of an image that is not named by its digest.</summary>
    /// <param name="image">The image.</param>
    public void Tell(string image)
    {
        teller?.DockerVersion(context.Cancellation);
        teller?.DockerBuildXVersion(context.Cancellation);
        teller?.DockerImageInspect(image, Known, context.Cancellation);
    }

    private bool MayNotPull => context.Options.Plan || context.Options.CacheOnly;

    private bool HasEngine()
    {
        try
        {
            DockerEngine.Inspect(docker, context.Cancellation);
            return true;
        }
        catch (DockerNotUsableException) when (MayNotPull)
        {
            // A registry answers the same without one.
            return false;
        }
    }

    private ImageDigest? OfEngine(string image)
    {
        var result = docker.DockerImageInspect(image, Known, context.Cancellation);
        if (
            result is not { ExitCode: 0, StandardOutput: [var line, ..] }
            || line.Split(' ') is not [var own, .. var all]
        )
        {
            return null;
        }

        var repository = ImageRegistry.RepositoryOf(image);
        var published = all.FirstOrDefault(row =>
            row.LastIndexOf(Mark, StringComparison.Ordinal) is > 0 and var end
            && ImageRegistry.RepositoryOf(row[..end]) == repository
        );
        return published is null
            ? new ImageDigest(image, own, IsPublished: false)
            : new ImageDigest(image, published[(published.LastIndexOf('@') + 1)..], IsPublished: true);
    }

    private static string Require(ToolResult result, string image) =>
        result.ExitCode == 0
            ? result.StandardOutput is [var line, ..]
                ? line.Trim()
                : ""
            : throw new DockerFailedException(
                result,
                null,
                $"the image {image} is neither here nor to be had: see that the engine reaches its registry, or import it"
            );
}
