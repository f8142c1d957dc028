using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Gives the wheels of a set clean versions, their pins on each other with them, and platform tags that hold.</summary>
[TaskName("Normalize-Wheels")]
[TaskDescription(
    "Give wheels clean versions, the pins between them and platform tags: base/ and vllm/, or --wheels into --output"
)]
[IsDependentOn(typeof(BuildVllmWheel))]
public sealed class NormalizeWheels : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context) =>
        context.Options.Wheels is { } wheels ? GivenAsync(context, wheels) : RunFoldersAsync(context);

    private static async Task GivenAsync(BuildContext context, string wheels)
    {
        var output =
            context.Options.Output
            ?? throw new InputNeededException(
                "a folder to write to is needed",
                "--output",
                "give it with --output=DIR"
            );
        using var work = context.Options.Plan ? null : StagedFolder.Create(context.Artifacts.Work);
        var tags = PlatformTags.Of(
            context,
            [.. ReadyMadeWheels.In(wheels).Select(WheelFile.Read)],
            release: null,
            work?.Path
        );
        var plan = WheelSetRewriter.Plan(
            tags.Wheels,
            new WheelSetChanges { PolicyOf = _ => context.Options.VersionPolicy, PlatformOf = tags.PlatformOf }
        );
        context.Report(plan.ToString());
        if (context.Options.Plan)
        {
            return;
        }

        using var staged = WheelFolder.Stage(output);
        var rewritten = await WheelSetRewriter.ApplyAsync(plan, staged.Path, context.Cancellation);
        var manifest = new WheelManifest([
            .. rewritten.Select(wheel =>
                ManifestEntry.Of(wheel.Path, wheel.Sha256, tags.GivenAs(wheel.SourcePath)) with
                {
                    OriginalFileName = WheelFileName.Parse(Path.GetFileName(tags.GivenAs(wheel.SourcePath))),
                }
            ),
        ]);
        manifest.Write(staged.Path);
        staged.Commit();
        context.Report(ManifestText.Of(manifest, output));
    }

    // Only the run's own folders change, so a plan of the whole release goes on to the publish; asked for alone, it stops here.
    private static bool IsPlanAlone(BuildContext context) =>
        context.Options.Plan
        && context.Arguments.GetArguments("target").Contains("Normalize-Wheels", StringComparer.OrdinalIgnoreCase);

    // Base wheels and vLLM are one set: vLLM pins the base wheels. Both folders are replaced once both are complete; a kill
    // between the two leaves base wheels whose manifest still tells the old versions that vLLM's pins name.
    private static async Task RunFoldersAsync(BuildContext context)
    {
        var build = ReleaseBuild.Of(context);
        if (build is not null && context.Options.Plan)
        {
            PlatformTags.Tell(
                context,
                build,
                [Path.Combine(context.Artifacts.Base, "WHEEL"), Path.Combine(context.Artifacts.Vllm, "WHEEL")]
            );
            context.Report(
                $"would give the wheels of {context.Artifacts.Base} and {context.Artifacts.Vllm} clean versions"
            );
            return;
        }

        var inputs = new[]
        {
            await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", context.Cancellation),
            await WheelFolder.OpenAsync(context.Artifacts.Vllm, "Build-Vllm-Wheel", context.Cancellation),
        };
        using var work = IsPlanAlone(context) ? null : StagedFolder.Create(context.Artifacts.Work);
        var tags = PlatformTags.Of(context, [.. inputs.SelectMany(input => input.ReadWheels())], build, work?.Path);
        var plan = WheelSetRewriter.Plan(
            tags.Wheels,
            new WheelSetChanges
            {
                PolicyOf = project => build?.PolicyOf(project, context.Options) ?? context.Options.VersionPolicy,
                KnownRenames = inputs
                    .SelectMany(input => input.Manifest.Renames)
                    .DistinctBy(rename => rename.Key)
                    .ToDictionary(),
                PlatformOf = tags.PlatformOf,
            }
        );
        context.Report(plan.ToString());
        if (work is null)
        {
            return;
        }

        var rewritten = await WheelSetRewriter.ApplyAsync(
            plan,
            Path.Combine(work.Path, "rewritten"),
            context.Cancellation
        );
        var staged = new List<StagedFolder>();
        try
        {
            foreach (var input in inputs)
            {
                staged.Add(Stage(input, rewritten, tags));
            }

            staged.ForEach(folder => folder.Commit());
            context.Make(new TaskProduct(Counted.Of(rewritten.Count, "wheel"), inputs.Sum(SizeOf)));
        }
        finally
        {
            staged.ForEach(folder => folder.Dispose());
        }
    }

    private static long SizeOf(WheelFolder folder) => WheelManifest.Read(folder.Path).Entries.Sum(entry => entry.Size);

    private static StagedFolder Stage(WheelFolder input, IReadOnlyList<RewrittenWheel> rewritten, PlatformTags tags)
    {
        var staged = WheelFolder.Stage(input.Path);
        var before = input.Manifest.Entries.ToDictionary(entry => Path.Combine(input.Path, entry.FileName.ToString()));
        var entries = new List<ManifestEntry>();
        foreach (var wheel in rewritten.Where(wheel => before.ContainsKey(tags.GivenAs(wheel.SourcePath))))
        {
            var entry = before[tags.GivenAs(wheel.SourcePath)];
            var path = Path.Combine(staged.Path, Path.GetFileName(wheel.Path));
            File.Move(wheel.Path, path);
            entries.Add(
                ManifestEntry.Of(path, wheel.Sha256, entry.Origin) with
                {
                    OriginalFileName = entry.OriginalFileName,
                    OriginalSha256 = entry.OriginalSha256 ?? (entry.Sha256 == wheel.Sha256 ? null : entry.Sha256),
                    Build = entry.Build,
                }
            );
        }

        new WheelManifest(entries).Write(staged.Path);
        BaseImageRecord.Write(staged.Path, BaseImageRecord.Read(input.Path).Key);
        return staged;
    }
}
