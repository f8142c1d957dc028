using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Index;
using Wheelhouse.Inspection;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Lays the wheelhouse out as a static package index.</summary>
[TaskName("Create-Index")]
[TaskDescription("Lay the wheelhouse out as a static package index: packages/, simple/, simple-json/")]
[IsDependentOn(typeof(AssembleWheelhouse))]
public sealed class CreateIndex : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Plan && ReleaseBuild.Of(context) is not null)
        {
            context.Report($"would write the index of these wheels to {context.Artifacts.Site}");
            return;
        }

        var (folders, cancellation) = (context.Artifacts, context.Cancellation);
        var wheelhouse = await WheelFolder.OpenAsync(folders.Wheelhouse, "Assemble-Wheelhouse", cancellation);
        var plan = SiteBuilder.Plan([
            .. wheelhouse
                .ReadWheels()
                .Zip(wheelhouse.Manifest.Entries, (wheel, entry) => Describe(wheel, entry, cancellation)),
        ]);
        foreach (var warning in plan.Warnings)
        {
            context.Report($"warning: {warning}");
        }

        await SiteBuilder.BuildAsync(plan, folders.Site, cancellation);
        new WheelManifest(
            wheelhouse.Manifest.Entries,
            new Dictionary<string, string> { ["wheelhouse"] = wheelhouse.Manifest.Digest }
        ).Write(folders.Site);
        var what = $"{Counted.Of(plan.Pages.Count, "project")}, {Counted.Of(plan.Wheels.Count, "file")}";
        context.Report($"{what}: {folders.Site}");
        context.Make(TaskProduct.Of(wheelhouse.Manifest) with { What = what });
    }

    private static SiteWheel Describe(WheelFile wheel, ManifestEntry entry, CancellationToken cancellation) =>
        new(wheel, entry.Sha256)
        {
            Link = entry.Link,
            Rocm = RocmVersion.Find(wheel.Path, entry.OriginalVersion),
            // Without the features that a target has on or off, such as gfx90a:xnack-.
            GpuTargets = wheel.FileName.Tags.All(tag => tag.Platform == "any")
                ? []
                :
                [
                    .. WheelInspector
                        .Inspect(wheel.Path, options: null, cancellation)
                        .GpuTargets.Select(target => target.Split(':')[0])
                        .Distinct(),
                ],
        };
}
