using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building.Inputs;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>Builds the wheels of a release, or takes them from an earlier build, and puts them into the folders of the run.</summary>
/// <param name="context">The run.</param>
/// <param name="release">What to build.</param>
public sealed class WheelBuild(BuildContext context, ReleaseBuild release)
{
    /// <summary>Makes the base wheels and gives them clean versions, which become the pins of vLLM, and their platform tags.</summary>
    /// <exception cref="WheelhouseException">The build failed, or made other wheels than expected.</exception>
    public async Task BaseAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var inputs = new InputsReader(context, client);
        var pinned = await inputs.PinAsync(release);
        await RunAsync(
            "02-build-base-wheels",
            pinned.Base,
            await inputs.OfBaseAsync(pinned),
            context.Artifacts.Base,
            (builder, _) =>
            {
                if (BuildsVllm)
                {
                    builder.RequireImagesSeen();
                }

                return Task.CompletedTask;
            },
            (wheels, work) =>
            {
                var plan = WheelSetRewriter.Plan(
                    wheels,
                    new WheelSetChanges
                    {
                        PolicyOf = project => release.PolicyOf(project, context.Options),
                        PlatformOf = PlatformTags.OfBase(context, wheels),
                    }
                );
                context.Report(plan.ToString());
                return WheelSetRewriter.ApplyAsync(plan, Path.Combine(work, "normalized"), context.Cancellation);
            }
        );
    }

    /// <summary>Makes the vLLM wheel against the base wheels of the run.</summary>
    /// <exception cref="WheelhouseException">The build failed, or made a wheel that is not this release's.</exception>
    public async Task VllmAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var inputs = new InputsReader(context, client);
        var (based, ofBase) = (release, (KnownInputs?)null);
        if (ReleaseBuild.BuildsBase(context.Options))
        {
            based = await inputs.PinAsync(release);
            ofBase = await inputs.OfBaseAsync(based);
        }

        var baseWheels = await OpenBaseWheelsAsync(ofBase);
        var known = baseWheels is null
            ? KnownInputs.Missing("the base wheels are not there yet")
            : await inputs.OfVllmAsync(
                release,
                ofBase,
                baseWheels.Select(wheel => wheel.Input).Append(PlatformTags.InputOf(context))
            );
        if (context.Options.Plan && baseWheels is null)
        {
            inputs.TellOfVllm(release);
        }

        ProjectPin[] pinned = [.. (baseWheels ?? []).Select(wheel => wheel.Pin)];
        await RunAsync(
            "03-build-vllm-wheel",
            release.Vllm,
            known,
            context.Artifacts.Vllm,
            async (builder, work) =>
            {
                builder.RequireImagesSeen();
                await PutBaseWheelsAsync();
                if (context.Options.Plan && ofBase is not null)
                {
                    TellBaseImage(builder, based.Base with { Key = ofBase.Inputs?.Key }, baseWheels is not null);
                }

                if (ofBase is { AreKnown: true } && !context.Options.Plan)
                {
                    RequireBaseImage(builder, based.Base with { Key = ofBase.Inputs.Key });
                }

                await PutRepairedWheelsAsync(work);
            },
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

    // Base wheels alone may come from any builder: the image is loaded into the engine, and vLLM may be built there later.
    private bool BuildsVllm =>
        !context.IsExclusive
        && (context.Options.Docker || context.Options.VllmWheel is null)
        && context
            .Arguments.GetArguments("target")
            .Any(target => TaskSummary.WithAllBefore(target, context.Tasks).Contains("Build-Vllm-Wheel"));

    private async Task RunAsync(
        string step,
        ImageBuild build,
        KnownInputs known,
        string folder,
        Func<ImageBuilder, string, Task> prepare,
        Func<IReadOnlyList<WheelFile>, string, Task<IReadOnlyList<RewrittenWheel>>> finish
    )
    {
        using var log = new StepLog(context, step);
        var cache = new WheelCache(context, known);
        if (context.Options.Plan)
        {
            if (await cache.PlanAsync() is null)
            {
                using var teller = new ImageBuilder(context, log);
                await prepare(teller, context.Artifacts.Work);
                teller.Build(build with { Key = known.Inputs?.Key }, release.Checkout);
                teller.IdentifierOf(release.BaseImage);
                teller.Extract(build, Path.Combine(context.Artifacts.Work, "image"));
                log.Add(GitRunner.Line(release.Checkout, GitCommands.GitHead(), GitRunner.Asking));
            }

            return;
        }

        using var work = StagedFolder.Create(context.Artifacts.Work);
        var extracted = Directory.CreateDirectory(Path.Combine(work.Path, "image")).FullName;
        var original = await cache.TakeAsync(extracted);
        if (original is null)
        {
            original = await BuildAsync(build with { Key = known.Inputs?.Key }, known, log, prepare, extracted);
            original = await cache.KeepAsync(extracted, original);
        }
        else
        {
            build.Check(WheelsIn(extracted));
        }

        using var staged = WheelFolder.Stage(folder);
        var before = original.Entries.ToDictionary(entry => $"{entry.FileName}");
        var entries = new List<ManifestEntry>();
        foreach (var wheel in await finish(WheelsIn(extracted), work.Path))
        {
            var path = Path.Combine(staged.Path, Path.GetFileName(wheel.Path));
            File.Move(wheel.Path, path);
            var entry = before[Path.GetFileName(wheel.SourcePath)];
            entries.Add(
                ManifestEntry.Of(path, wheel.Sha256, entry.Origin) with
                {
                    OriginalFileName = wheel.OriginalFileName,
                    OriginalSha256 = entry.Sha256 == wheel.Sha256 ? null : entry.Sha256,
                    Build = entry.Build,
                }
            );
        }

        var manifest = new WheelManifest(entries);
        manifest.Write(staged.Path);
        BaseImageRecord.Write(staged.Path, folder == context.Artifacts.Base ? known.Inputs?.Key.Value : null);
        staged.Commit();
        context.Report(ManifestText.Of(manifest, folder));
        context.Make(TaskProduct.Of(manifest) with { Cache = cache.Result });
    }

    // What leaves the image is checked before it is kept: no later run is to meet a set that lacks something.
    private async Task<WheelManifest> BuildAsync(
        ImageBuild build,
        KnownInputs known,
        StepLog log,
        Func<ImageBuilder, string, Task> prepare,
        string folder
    )
    {
        using var builder = new ImageBuilder(context, log);
        await prepare(builder, Path.GetDirectoryName(folder)!);
        builder.Build(build, release.Checkout);
        var identifier = builder.IdentifierOf(release.BaseImage);
        builder.Extract(build, folder);
        var wheels = WheelsIn(folder);
        build.Check(wheels);
        var commit = release.Commit(new GitRunner(context), context.Cancellation);
        var commits = (known.Inputs?.Commits ?? new Dictionary<string, string>()).ToDictionary();
        commits[release.Release.Project] = commit;
        var provenance = new BuildProvenance(
            release.Recipe.Name,
            release.Recipe.Sha256,
            identifier,
            commits,
            build.Arguments
        );
        var entries = new List<ManifestEntry>();
        foreach (var wheel in wheels)
        {
            var sha256 = await FileSha256.ComputeAsync(wheel.Path, context.Cancellation);
            var origin = $"{Secrets.Mask(release.Release.Repository)}@{commit}/{build.Dockerfile} {identifier}";
            entries.Add(ManifestEntry.Of(wheel.Path, sha256, origin) with { Build = provenance });
        }

        return new WheelManifest(entries);
    }

    private static IReadOnlyList<WheelFile> WheelsIn(string folder) =>
        WheelFile.ReadAll([.. Directory.EnumerateFiles(folder, "*.whl").Order(StringComparer.Ordinal)]);

    // Wheels that came from the cache were built in an image elsewhere; what it was made of makes it again.
    private void RequireBaseImage(ImageBuilder builder, ImageBuild build)
    {
        if (!builder.Has(build))
        {
            context.Report(
                $"this engine has no image {build.Image} of the base wheels' own build: it is built for vLLM"
            );
            builder.Build(build, release.Checkout);
        }
    }

    // Whether the engine has it, only the run finds out; what was just built is there.
    private void TellBaseImage(ImageBuilder builder, ImageBuild build, bool isKept)
    {
        builder.Has(build);
        if (isKept)
        {
            context.Report($"where this engine has no image {build.Image} of this build, it is built first:");
            builder.Build(build, release.Checkout);
        }
    }

    // In a plan the folder is still that of an earlier run, unless it is what this run begins with.
    private async Task<IReadOnlyList<BaseWheel>?> OpenBaseWheelsAsync(KnownInputs? ofBase)
    {
        if (!context.Options.Plan || (context.IsExclusive && Directory.Exists(context.Artifacts.Base)))
        {
            var folder = await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", context.Cancellation);
            return [.. folder.Manifest.Entries.Select(BaseWheel.Of)];
        }

        var cached =
            ofBase is { AreKnown: true } && !context.Options.NoCache
                ? await new WheelCache(context, ofBase).FindAsync()
                : null;
        return cached
            ?.Entries.Select(BaseWheel.Of)
            .Select(wheel =>
                wheel with
                {
                    Version = release.PolicyOf(wheel.Project, context.Options).Apply(wheel.Version),
                }
            )
            .ToList();
    }

    // The Dockerfile takes them from the folder that it builds from, where the checkout was told to ignore them.
    private async Task PutBaseWheelsAsync()
    {
        if (context.Options.Plan)
        {
            context.Report(
                $"would copy the wheels of {context.Artifacts.Base} to {Path.Combine(release.Checkout, release.Recipe.Vllm.BaseWheels!)}"
            );
            context.Report(GitRunner.Line(release.Checkout, GitCommands.GitStatus(), GitRunner.Asking));
            return;
        }

        var wheels = await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", context.Cancellation);
        await PutAsync(wheels.Manifest.Entries.Select(entry => Path.Combine(wheels.Path, $"{entry.FileName}")));
        if (PlatformTags.PolicyOf(context) != PlatformTagPolicy.Repair)
        {
            PlatformTags.WarnOfPlain(context, wheels.Manifest.Entries.Select(entry => entry.FileName));
        }

        var changes = new GitRunner(context).Run(release.Checkout, GitCommands.GitStatus(), context.Cancellation);
        if (changes.Count > 0)
        {
            throw new ReleaseNotAsTaggedException(
                $"the checkout is not as it was tagged: {string.Join(", ", changes.Take(10))}",
                release.Checkout,
                "undo these changes: vLLM takes its version from the tag, and another one from a changed tree"
            );
        }
    }

    // auditwheel takes libraries from the image, which is here by now. What is published is repaired later, with vLLM's wheel.
    private async Task PutRepairedWheelsAsync(string work)
    {
        if (context.Options.Plan)
        {
            PlatformTags.Tell(context, release, [Path.Combine(context.Artifacts.Base, "WHEEL")]);
        }
        else if (PlatformTags.PolicyOf(context) == PlatformTagPolicy.Repair)
        {
            var wheels = await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", context.Cancellation);
            var repaired = PlatformTags.Of(context, wheels.ReadWheels(), release, work);
            await PutAsync(repaired.Wheels.Select(wheel => wheel.Path));
        }
    }

    private async Task PutAsync(IEnumerable<string> wheels)
    {
        using var staged = StagedFolder.Create(Path.Combine(release.Checkout, release.Recipe.Vllm.BaseWheels!));
        foreach (var wheel in wheels)
        {
            await using var source = File.OpenRead(wheel);
            await HashedCopy.WriteAsync(
                source,
                Path.Combine(staged.Path, Path.GetFileName(wheel)),
                context.Cancellation
            );
        }

        staged.Commit();
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
