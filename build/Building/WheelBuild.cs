using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>Builds the wheels of a release and puts them into the folders of the run.</summary>
/// <param name="context">The run.</param>
/// <param name="release">What to build.</param>
public sealed class WheelBuild(BuildContext context, ReleaseBuild release)
{
    /// <summary>Builds the base wheels and gives them clean versions: these become the pins of vLLM.</summary>
    /// <exception cref="WheelhouseException">The build failed, or made other wheels than expected.</exception>
    public Task BaseAsync() =>
        RunAsync(
            "02-build-base-wheels",
            release.Base,
            context.Artifacts.Base,
            (wheels, work) =>
            {
                var plan = WheelSetRewriter.Plan(
                    wheels,
                    new WheelSetChanges { PolicyOf = project => release.PolicyOf(project, context.Options) }
                );
                context.Report(plan.ToString());
                return WheelSetRewriter.ApplyAsync(plan, Path.Combine(work, "normalized"), context.Cancellation);
            }
        );

    /// <summary>Builds the vLLM wheel against the base wheels of the run.</summary>
    /// <exception cref="WheelhouseException">The build failed, or made a wheel that is not this release's.</exception>
    public async Task VllmAsync()
    {
        var pinned = await PutBaseWheelsAsync();
        await RunAsync(
            "03-build-vllm-wheel",
            release.Vllm,
            context.Artifacts.Vllm,
            (wheels, work) =>
            {
                Check(wheels.Single(), pinned);
                var plan = WheelSetRewriter.Plan(
                    wheels,
                    new WheelSetChanges { PinsOf = _ => release.Recipe.Vllm.PinBase == BasePins.Add ? pinned : [] }
                );
                context.Report(plan.ToString());
                return WheelSetRewriter.ApplyAsync(plan, Path.Combine(work, "kept"), context.Cancellation);
            }
        );
    }

    private async Task RunAsync(
        string step,
        ImageBuild build,
        string folder,
        Func<IReadOnlyList<WheelFile>, string, Task<IReadOnlyList<RewrittenWheel>>> finish
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        using var log = new StepLog(context, step);
        using var builder = new ImageBuilder(context, log);
        builder.Build(build, release.Checkout);
        if (context.Options.Plan)
        {
            builder.Extract(build, folder);
            return;
        }

        var identifier = builder.IdentifierOf(release.BaseImage);
        using var work = StagedFolder.Create(context.Artifacts.Work);
        var extracted = Directory.CreateDirectory(Path.Combine(work.Path, "image")).FullName;
        builder.Extract(build, extracted);
        var wheels = WheelFile.ReadAll([.. Directory.EnumerateFiles(extracted, "*.whl").Order(StringComparer.Ordinal)]);
        build.Check(wheels);
        using var staged = WheelFolder.Stage(folder);
        var provenance = new BuildProvenance(
            release.Recipe.Name,
            release.Recipe.Sha256,
            identifier,
            [KeyValuePair.Create(release.Release.Project, release.Release.Commit)],
            build.Arguments
        );
        var entries = new List<ManifestEntry>();
        foreach (var wheel in await finish(wheels, work.Path))
        {
            var path = Path.Combine(staged.Path, Path.GetFileName(wheel.Path));
            File.Move(wheel.Path, path);
            var originalSha256 = await FileSha256.ComputeAsync(wheel.SourcePath, context.Cancellation);
            entries.Add(
                ManifestEntry.Of(
                    path,
                    wheel.Sha256,
                    $"{release.Release.Repository}@{release.Release.Commit}/{build.Dockerfile} {identifier}"
                ) with
                {
                    OriginalFileName = wheel.OriginalFileName,
                    OriginalSha256 = originalSha256 == wheel.Sha256 ? null : originalSha256,
                    Build = provenance,
                }
            );
        }

        var manifest = new WheelManifest(entries);
        manifest.Write(staged.Path);
        staged.Commit();
        context.Report(ManifestText.Of(manifest, folder));
        context.Steps.Add(
            new StepReport(
                step,
                TimeProvider.System.GetElapsedTime(began),
                manifest.Entries.Sum(entry => new FileInfo(Path.Combine(folder, $"{entry.FileName}")).Length),
                "built"
            )
        );
    }

    // The Dockerfile takes them from the folder that it builds from; git ignores them there, or the version would not be the tag's.
    private async Task<IReadOnlyList<ProjectPin>> PutBaseWheelsAsync()
    {
        var target = Path.Combine(release.Checkout, release.Recipe.Vllm.BaseWheels!);
        if (context.Options.Plan)
        {
            context.Report($"would copy the wheels of {context.Artifacts.Base} to {target}");
            return [];
        }

        var wheels = await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", context.Cancellation);
        using (var staged = StagedFolder.Create(target))
        {
            foreach (var entry in wheels.Manifest.Entries)
            {
                await using var source = File.OpenRead(Path.Combine(wheels.Path, $"{entry.FileName}"));
                await HashedCopy.WriteAsync(
                    source,
                    Path.Combine(staged.Path, $"{entry.FileName}"),
                    context.Cancellation
                );
            }

            staged.Commit();
        }

        var changes = new GitRunner(context).Run(release.Checkout, ["status", "--porcelain"], context.Cancellation);
        return changes.Count == 0
            ? [.. wheels.Manifest.Entries.Select(entry => new ProjectPin(entry.Project, entry.Version))]
            : throw new ReleaseNotAsTaggedException(
                $"the checkout is not as it was tagged: {string.Join(", ", changes.Take(10))}",
                release.Checkout,
                "undo these changes: vLLM takes its version from the tag, and another one from a changed tree"
            );
    }

    // What is missing is added where the recipe says so; what the wheel says itself must be a pin already.
    private void Check(WheelFile vllm, IReadOnlyList<ProjectPin> pinned)
    {
        if (release.Version is { } tagged && !vllm.FileName.Version.Public.Equals(tagged.Public))
        {
            throw new ReleaseNotAsTaggedException(
                $"'{vllm.FileName}' is {vllm.FileName.Version}, and the tag's version is {tagged}",
                release.Checkout,
                "check out exactly the tagged commit, with its tags and without changes"
            );
        }

        string[] open =
        [
            .. PinAudit
                .Check(vllm.Metadata, pinned)
                .Where(pin =>
                    pin.Strength is PinStrength.Loose or PinStrength.Contradicted
                    || (pin.Strength == PinStrength.Missing && release.Recipe.Vllm.PinBase != BasePins.Add)
                )
                .Select(pin => pin.Strength == PinStrength.Missing ? $"{pin.Pin}" : $"{pin}"),
        ];
        if (open.Length > 0)
        {
            throw new ReleaseNotAsTaggedException(
                $"'{vllm.FileName}' does not pin {string.Join(", ", open)}",
                release.Checkout,
                "a user's pip would take others from elsewhere: build a release that pins its base wheels"
                    + " (\"pinBase\": \"add\" in the recipe adds pins where nothing is required)"
            );
        }
    }
}
