using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Closure;
using Wheelhouse.Files;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Puts the three sets together and proves that nothing is missing from what users ask for.</summary>
[TaskName("Assemble-Wheelhouse")]
[TaskDescription("Unite base, vLLM and dependency wheels and prove that the set is closed")]
[IsDependentOn(typeof(CollectDependencyWheels))]
public sealed class AssembleWheelhouse : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Plan && ReleaseBuild.Of(context) is not null)
        {
            context.Report(
                $"would put base, vLLM and dependency wheels together in {context.Artifacts.Wheelhouse} and prove that nothing is missing"
            );
            return;
        }

        var (folders, cancellation) = (context.Artifacts, context.Cancellation);
        var collect = "Collect-Dependency-Wheels";
        var baseWheels = await WheelFolder.OpenAsync(folders.Base, "Build-Base-Wheels", cancellation);
        var vllm = await WheelFolder.OpenAsync(folders.Vllm, "Build-Vllm-Wheel", cancellation);
        var dependencies = await WheelFolder.OpenAsync(folders.Dependencies, collect, cancellation);
        dependencies.RequireMadeFrom(baseWheels, "base", collect);
        dependencies.RequireMadeFrom(vllm, "vllm", collect);

        var inputs = new[] { baseWheels, vllm, dependencies };
        using var staged = WheelFolder.Stage(folders.Wheelhouse);
        var union = WheelUnion.Of(inputs);
        foreach (var (source, entry) in union)
        {
            await HardLink.CreateOrCopyAsync(
                source,
                Path.Combine(staged.Path, entry.FileName.ToString()),
                cancellation
            );
        }

        var target = TargetRecord.Read(dependencies.Path);
        var wheels = WheelFile.ReadAll(
            [.. union.Select(item => Path.Combine(staged.Path, item.Entry.FileName.ToString()))],
            cancellation
        );
        var report = ClosureAudit.Audit(context.Options.Roots, wheels, [target]);
        if (!report.IsClosed)
        {
            throw new ClosureNotProvenException(report, folders.Wheelhouse);
        }

        var manifest = new WheelManifest(
            union.Select(item => item.Entry with { RequiredBy = RequiredBy(report, item.Entry.FileName) }),
            inputs.ToDictionary(input => Path.GetFileName(input.Path), input => input.Manifest.Digest)
        );
        manifest.Write(staged.Path);
        new WheelhouseRecord(context.Options.Roots, target).Write(staged.Path, report);
        staged.Commit();
        context.Report(ClosureText.Of(report, context.Options.Roots));
        context.Report(ManifestText.Total(manifest, folders.Wheelhouse));
        context.Make(TaskProduct.Of(manifest));
    }

    private static IReadOnlyList<ProjectName> RequiredBy(ClosureReport report, WheelFileName fileName) =>
        [
            .. report
                .Needed.Where(needed => needed.Wheel.FileName == fileName)
                .SelectMany(needed => needed.RequiredBy)
                .Select(requirer => requirer.Wheel?.FileName.Project)
                .OfType<ProjectName>()
                .Distinct()
                .Order(),
        ];
}
