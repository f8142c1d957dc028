using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tasks;

/// <summary>Lets pip resolve what the roots and our wheels need, and fetches every file of its answer.</summary>
[TaskName("Collect-Dependency-Wheels")]
[TaskDescription("Resolve the dependencies with pip against our wheels, and fetch every wheel of the answer")]
[IsDependentOn(typeof(NormalizeWheels))]
public sealed class CollectDependencyWheels : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override bool ShouldRun(BuildContext context) => context.Options.Wheels is null;

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Options.Plan && ReleaseBuild.Of(context) is not null)
        {
            Tell(context);
            return;
        }

        var (options, cancellation) = (context.Options, context.Cancellation);
        var inputs = new[]
        {
            await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", cancellation),
            await WheelFolder.OpenAsync(context.Artifacts.Vllm, "Build-Vllm-Wheel", cancellation),
        };
        var own = inputs.SelectMany(input => input.ReadWheels()).ToList();

        using var work = StagedFolder.Create(context.Artifacts.Work);
        var python = new PythonRunner(context);
        var pip = new PipRunner(context);
        var target = InstallTarget.Create(
            python.Inspect(options.Python, cancellation),
            options.PythonVersion,
            options.Platform
        );
        var driver = python.CreateVirtualEnvironment(
            target.Interpreter,
            Path.Combine(work.Path, "venv"),
            withPip: true,
            cancellation
        );
        var version = pip.CheckVersion(driver, cancellation);
        context.Report($"pip {version} resolves for {target.Environment.Name}");

        var sources = Sources(context, inputs);
        var report = new PipResolution(pip, driver, target, sources, work.Path).Resolve(
            options.Roots,
            own,
            allOwn: !options.RootsGiven,
            cancellation
        );
        var graph = new RequirementGraph();
        foreach (var item in report.Items)
        {
            graph.Add(item.Project, item.RequiresDist, target.Environment.Markers);
        }

        new DeniedProjects(options.Deny).Check(
            report,
            graph,
            [.. options.Roots.Select(root => root.ProjectName), .. own.Select(wheel => wheel.FileName.Project)]
        );

        using var client = new HttpClient();
        using var staged = WheelFolder.Stage(context.Artifacts.Dependencies);
        var collector = new DependencyCollector(
            new FileFetcher(client, sources),
            new SourceBuild(pip, driver, sources)
        );
        var entries = await collector.CollectAsync(
            [.. report.Items.Where(item => !IsOwn(item, own))],
            staged.Path,
            work.Path,
            cancellation
        );
        var manifest = new WheelManifest(
            entries.Select(entry => entry with { RequiredBy = graph.WhoRequires(entry.Project) }),
            inputs.ToDictionary(input => Path.GetFileName(input.Path), input => input.Manifest.Digest)
        );
        manifest.Write(staged.Path);
        staged.Commit();
        context.Report(ManifestText.Of(manifest, context.Artifacts.Dependencies));
    }

    private static void Tell(BuildContext context)
    {
        var (options, folders) = (context.Options, context.Artifacts);
        var sources = options.PackageSources;
        var settings = new PipSettings
        {
            DryRun = true,
            IgnoreInstalled = true,
            NoIndex = sources.NoIndex,
            IndexUrl = sources.IndexUrl,
            ExtraIndexUrls = sources.ExtraIndexUrls,
            FindLinks = [folders.Base, folders.Vllm, .. sources.FindLinks],
            OnlyBinary = sources.OnlyBinary,
            PythonVersion = options.PythonVersion?.ToString(),
            Platforms = options.Platform is { } platform ? [platform] : [],
            Constraint = Path.Combine(folders.Work, "constraints.txt"),
            Report = Path.Combine(folders.Work, "report.json"),
        };
        context.Report($"{options.Python} -m venv {Path.Combine(folders.Work, "venv")}");
        context.Report(PipRunner.InstallCommand(settings, options.Roots.Select(root => root.ToString())));
        context.Report($"would fetch what pip names into {folders.Dependencies}");
    }

    // An index knows other wheels of these names; what stand-ins need is made with them.
    private static PackageSources Sources(BuildContext context, IReadOnlyList<WheelFolder> inputs)
    {
        var (given, folders) = (context.Options.PackageSources, context.Artifacts);
        if (given.AnyGiven || !inputs.SelectMany(input => StandInWheels.In(input, folders.Rehearsal)).Any())
        {
            return given;
        }

        context.Report($"these are stand-ins: they resolve from {folders.RehearsalLinks} alone");
        return given with { FindLinks = [folders.RehearsalLinks], NoIndex = true };
    }

    private static bool IsOwn(PipReportItem item, IEnumerable<WheelFile> own) =>
        item.Url.IsFile && own.Any(wheel => Path.GetFullPath(wheel.Path) == Path.GetFullPath(item.Url.LocalPath));
}
