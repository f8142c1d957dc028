using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Stores;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Versions;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Verification;

/// <summary>Installs the run's roots in a fresh environment, and reports what came.</summary>
/// <param name="context">The run.</param>
public sealed class InstallCheck(BuildContext context)
{
    private static readonly PythonVersion WithLocal = PythonVersion.Parse("1+local");
    private const int UnknownPort = 65535;

    /// <summary>What a plan has in place of the platforms that only the image can tell.</summary>
    private const string UnknownPlatform = "PLATFORM";
    private static readonly ProjectName Torch = ProjectName.Parse("torch");

    private IReadOnlyList<string> Imports => [.. context.Options.VerifyImports.Union(context.Recipe?.Imports ?? [])];

    /// <summary>
    /// What is installed from the store: what this folder published there last, where that has a label, and else what is newest there.
    /// </summary>
    public IReadOnlyList<Requirement> StoreRoots =>
        PublishRecord.To(context.Artifacts.PublishRecord, context.Options)?.AskedFor(context.Options.Roots)
        ?? context.Options.Roots;

    /// <summary>Tells the commands that would install and check.</summary>
    /// <param name="root">What the keys of the pages begin with; empty for those that users see.</param>
    public void Tell(string root)
    {
        var options = context.Options;
        var index =
            (root.Length == 0 ? options.VerifyUrl ?? options.StoreIndex : null)
            ?? new Uri($"http://127.0.0.1:{UnknownPort}/{root}{(root.Length == 0 ? options.IndexPath : "simple/")}");
        var folder =
            options.VerifyUrl is null && options.StoreIndex is null ? (options.Store as FolderLocation)?.Folder : null;
        using var client = new HttpClient();
        using var container =
            root.Length == 0 && options.DockerImage is { } image
                ? CleanContainer.Start(context, image, index, folder, context.Artifacts.Work)
                : null;
        var python = new PythonRunner(context, container, context.Report);
        var pip = new PipRunner(context, container, context.Report);
        var verification = new InstallVerification(pip, python, DriverOf(python, pip, container), client);
        verification.Tell(
            options.Python,
            container is null ? PlannedTarget() : null,
            index.OriginalString.Replace($":{UnknownPort}/", ":PORT/", StringComparison.Ordinal),
            options.Roots.Select(wanted => $"{wanted}"),
            Imports,
            context.Artifacts.Work
        );
        if (container is not null)
        {
            TorchCheck.Run(python, InstallVerification.EnvironmentIn(context.Artifacts.Work), default);
        }
    }

    /// <summary>Installs from an index.</summary>
    /// <param name="indexUrl">The index, ending in a slash.</param>
    /// <param name="roots">What to install.</param>
    /// <exception cref="InstallNotAsPublishedException">What is installed is not what the index publishes.</exception>
    public Task OfIndexAsync(Uri indexUrl, IReadOnlyList<Requirement> roots) =>
        OfIndexAsync(indexUrl, roots, context.Options.DockerImage, folder: null);

    /// <summary>Installs from the channel's index in a folder store, served for the while.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <exception cref="StoreFolderMissingException">There is no such folder.</exception>
    public async Task OfFolderAsync(string folder)
    {
        PublishedStore.RequireFolder(folder);
        await using var server = await StoreServer.StartAsync(folder, port: 0, context.Cancellation);
        var indexUrl = new Uri(server.Url, context.Options.IndexPath);
        await OfIndexAsync(indexUrl, StoreRoots, context.Options.DockerImage, folder);
    }

    /// <summary>Installs what a site adds from pages that wait for their publication.</summary>
    /// <param name="store">The run's store, opened. It is read with the run's own rights: the public may not see these pages.</param>
    /// <param name="root">What their keys begin with.</param>
    /// <param name="site">What is to be published.</param>
    /// <exception cref="TrialFailedException">It does not install or does not work.</exception>
    public async Task OfStagedAsync(IObjectStore store, string root, Site site)
    {
        var roots = context.Options.Roots.Select(wanted => InVersionOf(site, wanted)).ToList();
        context.Report($"trying {string.Join(' ', roots)} from the new pages below {root} before users see them");
        await using var server = context.Options.Store is FolderLocation { Folder: var folder }
            ? await StoreServer.StartAsync(folder, port: 0, context.Cancellation, root)
            : await StoreServer.StartAsync(store, context.Cancellation, root);
        try
        {
            await OfIndexAsync(new Uri(server.Url, $"{root}simple/"), roots, image: null, folder: null);
        }
        catch (WheelhouseException failure)
        {
            throw new TrialFailedException(failure);
        }
    }

    // Where a newer version is published already, pip would take that and try nothing of what is new. Of several versions
    // in the site the interpreter may want an older one, so pip chooses.
    private static Requirement InVersionOf(Site site, Requirement wanted) =>
        site.Pages.FirstOrDefault(page => page.Name == wanted.ProjectName)?.Versions is [var only] && wanted.Url is null
            ? NewestRoot.Pinned(wanted, only)
            : wanted;

    /// <summary>Installs from an index the newest version of each root that it offers for the target, local ones too.</summary>
    /// <param name="indexUrl">The index, ending in a slash.</param>
    /// <param name="offered">What the index offers.</param>
    /// <returns>What was installed.</returns>
    /// <exception cref="InstallNotAsPublishedException">What is installed is not what the index publishes.</exception>
    public Task<IReadOnlyList<InstalledDistribution>> OfNewestAsync(Uri indexUrl, IReadOnlyList<WatchedRoot> offered) =>
        OfIndexAsync(
            indexUrl,
            target => [.. context.Options.Roots.Select(wanted => NewestRoot.Of(wanted, offered, target.Environment))],
            allowsLocalVersions: true,
            image: null,
            folder: null
        );

    private PipDriver DriverOf(PythonRunner python, PipRunner pip, ImageContainer? container) =>
        new(python, pip, container is null ? context.Artifacts.Environments : null);

    private Task<IReadOnlyList<InstalledDistribution>> OfIndexAsync(
        Uri indexUrl,
        IReadOnlyList<Requirement> roots,
        string? image,
        string? folder
    ) =>
        OfIndexAsync(
            indexUrl,
            _ => roots,
            allowsLocalVersions: context.Options.VersionPolicy.Apply(WithLocal).Local is not null,
            image,
            folder
        );

    private async Task<IReadOnlyList<InstalledDistribution>> OfIndexAsync(
        Uri indexUrl,
        Func<InstallTarget, IReadOnlyList<Requirement>> roots,
        bool allowsLocalVersions,
        string? image,
        string? folder
    )
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        using var work = StagedFolder.Create(context.Artifacts.Work);
        using var container = image is null ? null : CleanContainer.Start(context, image, indexUrl, folder, work.Path);
        var python = new PythonRunner(context, container);
        var interpreter = python.Inspect(options.Python, cancellation);
        var target = container is null ? Target(interpreter) : InstallTarget.Create(interpreter, null, null);
        var imports = Imports;
        var request = new InstallRequest(
            indexUrl,
            roots(target),
            target,
            imports,
            NoLocalVersions: !allowsLocalVersions
        );
        using var handler = new SocketsHttpHandler { UseProxy = !indexUrl.IsLoopback };
        using var client = new HttpClient(handler);
        var pip = new PipRunner(context, container);
        var verification = new InstallVerification(pip, python, DriverOf(python, pip, container), client);
        var installed = await verification.RunAsync(request, work.Path, cancellation);
        foreach (var distribution in installed)
        {
            context.Report($"  {distribution.Project} {distribution.Version}");
        }

        context.Make(new TaskProduct($"{installed.Count} installed"));
        context.Report(
            $"{Counted.Of(installed.Count, "distribution")} installed for {target.Environment.Name}"
                + (image is null ? "" : $" in {image}")
                + ", each from the index as published"
        );
        context.Report(
            target.IsInterpreter
                ? $"imported: {string.Join(", ", imports.DefaultIfEmpty("nothing (--verify-import=NAME)"))}"
                : $"not imported: {target.Environment.Name} is not this machine's Python"
        );
        if (image is not null)
        {
            CheckTorch(python, InstallVerification.EnvironmentIn(work.Path), image, installed);
        }

        return installed;
    }

    // A GPU that was asked for and is not there fails the run, once all else is known to hold.
    private void CheckTorch(
        PythonRunner python,
        string environment,
        string image,
        IReadOnlyList<InstalledDistribution> installed
    )
    {
        if (!installed.Any(distribution => distribution.Project == Torch))
        {
            const string NoTorch = "torch is not among what was installed";
            context.Report($"not checked: that a kernel runs on a GPU ({NoTorch})");
            if (context.Options.Devices is { } unused)
            {
                throw new GpuNotCheckedException(NoTorch, $"{unused}");
            }

            return;
        }

        var torch = TorchCheck.Run(python, environment, context.Cancellation)!;
        torch.Require(image);
        context.Report($"torch {torch.Version}: torch.version.hip is {torch.Hip}");
        foreach (var gpu in torch.Gpus)
        {
            context.Report($"a kernel and a matrix product ran on {gpu.Name}");
        }

        if (torch.Gpus.Count == 0)
        {
            var devices = context.Options.Devices;
            var missing = CleanContainer.Missing(context.Options);
            var reason =
                devices is null ? "the container has no GPU: give it this machine's with --devices"
                : missing.Count > 0 ? $"{string.Join(" and ", missing)} not there on this machine"
                : "torch sees no GPU in the container";
            context.Report($"not checked: that a kernel runs on a GPU ({reason})");
            if (devices is not null)
            {
                throw new GpuNotCheckedException(reason, $"{devices}");
            }
        }
    }

    // A plan asks this machine's Python what it is, as it asks git. What is yet to be built is for the Python of the recipe.
    private InstallTarget? PlannedTarget()
    {
        PythonInterpreter interpreter;
        try
        {
            interpreter = new PythonRunner(context).Inspect(context.Options.Python, context.Cancellation);
        }
        catch (PythonNotUsableException error)
        {
            context.Report(
                $"whether this machine's Python is the one that is built for is not known here: {error.What}"
            );
            return null;
        }

        if (!context.RanPartOfRelease || ReleaseBuild.Of(context) is not { } release)
        {
            return Target(interpreter);
        }

        var built = InstallTarget.Create(interpreter, release.RequirePython(), context.Options.Platform);
        var own = InstallTarget.Create(interpreter, null, null);
        return own.Environment.Tags.Contains(built.Environment.Tags[0]) ? own
            : context.Options.Platform is null ? built with { Platforms = [UnknownPlatform] }
            : built;
    }

    // What was built in an image is for the Python in it: this machine's does as well when it is the same on a newer glibc.
    private InstallTarget Target(PythonInterpreter interpreter)
    {
        var options = context.Options;
        if (!Directory.Exists(context.Artifacts.Wheelhouse) || ReleaseBuild.Of(context) is null)
        {
            return InstallTarget.Create(interpreter, options.PythonVersion, options.Platform);
        }

        var built = WheelhouseRecord.Read(context.Artifacts.Wheelhouse).Environment;
        var own = InstallTarget.Create(interpreter, null, null);
        var best = built.Tags[0];
        return own.Environment.Tags.Contains(best)
            ? own
            : InstallTarget.Create(interpreter, PythonVersion.Parse(built.Markers["python_version"]), best.Platform);
    }
}
