using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Files;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
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
        var release = ReleaseBuild.Of(context);
        if (context.Options.Plan && release is not null)
        {
            Tell(context, release);
            return;
        }

        var (options, cancellation) = (context.Options, context.Cancellation);
        var inputs = new[]
        {
            await WheelFolder.OpenAsync(context.Artifacts.Base, "Build-Base-Wheels", cancellation),
            await WheelFolder.OpenAsync(context.Artifacts.Vllm, "Build-Vllm-Wheel", cancellation),
        };
        var own = inputs.SelectMany(input => input.ReadWheels()).ToList();
        var sources = Sources(context, inputs);

        using var work = StagedFolder.Create(context.Artifacts.Work);
        using var place = ResolutionPlace.Open(context, release, work.Path, FoldersOf(context, sources));
        var target = place.Target(context, release);
        var (driver, version) = place.Driver.Open(target.Interpreter, work.Path, cancellation);
        context.Report($"pip {version} resolves for {target.Environment.Name}");

        var report = new PipResolution(place.Pip, driver, target, sources, work.Path).Resolve(
            options.Roots,
            Wanted(context.Recipe, release),
            own,
            allOwn: !options.RootsGiven,
            cancellation
        );
        var graph = new RequirementGraph();
        foreach (var item in report.Items)
        {
            graph.Add(item.Project, item.RequiresDist, target.Environment.Markers);
        }

        new DeniedProjects([.. options.Deny.Union(context.Recipe?.Denied ?? [])]).Check(
            report,
            graph,
            [.. options.Roots.Select(root => root.ProjectName), .. own.Select(wheel => wheel.FileName.Project)]
        );

        using var client = new HttpClient();
        var links = await new LinkedProjects(context.Recipe?.Linked ?? [], client).FindAsync(report, cancellation);
        using var staged = WheelFolder.Stage(context.Artifacts.Dependencies);
        var collector = new DependencyCollector(
            new FileFetcher(client, sources),
            new SourceBuild(place.Pip, driver, sources)
        );
        var entries = await collector.CollectAsync(
            [.. report.Items.Where(item => !IsOwn(item, own))],
            links,
            staged.Path,
            work.Path,
            cancellation
        );
        var manifest = new WheelManifest(
            entries.Select(entry => entry with { RequiredBy = graph.WhoRequires(entry.Project) }),
            inputs.ToDictionary(input => Path.GetFileName(input.Path), input => input.Manifest.Digest)
        );
        manifest.Write(staged.Path);
        TargetRecord.Write(staged.Path, target.Environment);
        staged.Commit();
        context.Report(ManifestText.Of(manifest, context.Artifacts.Dependencies));
        context.Make(TaskProduct.Of(manifest));
    }

    private static void Tell(BuildContext context, ReleaseBuild release)
    {
        var (options, folders) = (context.Options, context.Artifacts);
        var sources = Sources(context, []);
        using var place = ResolutionPlace.Open(context, release, folders.Work, FoldersOf(context, sources));
        place.Python.TellInspect(place.Interpreter);
        var driver = place.Driver.Tell(place.Interpreter, folders.Work);
        foreach (var file in release.Recipe.Requirements)
        {
            context.Report($"would take the requirements of {Path.Combine(release.Checkout, file)}");
        }

        place.Pip.Install(
            driver,
            PipResolution.Settings(sources, [folders.Base, folders.Vllm], null, folders.Work),
            [
                .. options.Roots.Select(root => $"{root}"),
                Path.Combine(folders.Base, "*.whl"),
                Path.Combine(folders.Vllm, "*.whl"),
            ],
            context.Cancellation
        );
        context.Report(
            $"would fetch what pip names into {folders.Dependencies}, and run for each source distribution:"
        );
        new SourceBuild(place.Pip, driver, sources).Tell(Path.Combine(folders.Work, "sources", "SOURCE"), folders.Work);
    }

    // What is linked or mirrored is wanted as what is built is, whether a requirement names it or not.
    private static IReadOnlyList<Requirement> Wanted(Recipe? recipe, ReleaseBuild? release) =>
        [
            .. (release?.Recipe.Requirements ?? [])
                .SelectMany(file => RequirementsFile.Read(Path.Combine(release!.Checkout, file)))
                .Concat(
                    (recipe?.Base.Packages ?? [])
                        .Where(package => package.IsRequired && package.Supply != PackageSupply.Built)
                        .Select(package => Requirement.Parse(package.Project.Value))
                )
                .Distinct(),
        ];

    private static IReadOnlyList<string> FoldersOf(BuildContext context, PackageSources sources) =>
        [context.Artifacts.Base, context.Artifacts.Vllm, .. sources.FindLinks.Where(Directory.Exists)];

    // An index knows other wheels of these names; what stand-ins need is made with them.
    private static PackageSources Sources(BuildContext context, IReadOnlyList<WheelFolder> inputs)
    {
        var (given, folders) = (context.Options.PackageSources, context.Artifacts);
        given = given with
        {
            ExtraIndexUrls =
            [
                .. given.ExtraIndexUrls.Union(context.Recipe?.Linked.Select(link => link.Index.OriginalString) ?? []),
            ],
        };
        if (
            context.Options.PackageSources.AnyGiven
            || !inputs.SelectMany(input => StandInWheels.In(input, folders.Rehearsal)).Any()
        )
        {
            return given;
        }

        context.Report($"these are stand-ins: they resolve from {folders.RehearsalLinks} alone");
        return given with { FindLinks = [folders.RehearsalLinks], NoIndex = true };
    }

    private static bool IsOwn(PipReportItem item, IEnumerable<WheelFile> own) =>
        item.Url.IsFile && own.Any(wheel => Path.GetFullPath(wheel.Path) == Path.GetFullPath(item.Url.LocalPath));
}
