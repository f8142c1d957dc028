using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;
using Wheelhouse.Index;
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

    private IReadOnlyList<string> Imports => [.. context.Options.VerifyImports.Union(context.Recipe?.Imports ?? [])];

    /// <summary>Tells the commands that would install and check.</summary>
    /// <param name="root">What the keys of the pages begin with; empty for those that users see.</param>
    public void Tell(string root)
    {
        var options = context.Options;
        using var client = new HttpClient();
        var verification = new InstallVerification(
            new PipRunner(context, null, context.Report),
            new PythonRunner(context, null, context.Report),
            client
        );
        var served = $"http://127.0.0.1:PORT/{root}{(root.Length == 0 ? options.IndexPath : "simple/")}";
        verification.Tell(
            options.Python,
            root.Length == 0 && options.StoreIndex is { } index ? index.OriginalString : served,
            options.Roots.Select(wanted => $"{wanted}"),
            Imports,
            context.Artifacts.Work
        );
    }

    /// <summary>Installs from an index.</summary>
    /// <param name="indexUrl">The index, ending in a slash.</param>
    /// <exception cref="InstallNotAsPublishedException">What is installed is not what the index publishes.</exception>
    public Task OfIndexAsync(Uri indexUrl) => OfIndexAsync(indexUrl, context.Options.Roots);

    /// <summary>Installs from the channel's index in a folder store, served for the while.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <exception cref="InputNotReadyException">There is no such folder.</exception>
    public async Task OfFolderAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputNotReadyException("there is no store", folder, "Publish");
        }

        await using var server = await StoreServer.StartAsync(folder, port: 0, context.Cancellation);
        await OfIndexAsync(new Uri(server.Url, context.Options.IndexPath));
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
            await OfIndexAsync(new Uri(server.Url, $"{root}simple/"), roots);
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
            allowsLocalVersions: true
        );

    private Task<IReadOnlyList<InstalledDistribution>> OfIndexAsync(Uri indexUrl, IReadOnlyList<Requirement> roots) =>
        OfIndexAsync(
            indexUrl,
            _ => roots,
            allowsLocalVersions: context.Options.VersionPolicy.Apply(WithLocal).Local is not null
        );

    private async Task<IReadOnlyList<InstalledDistribution>> OfIndexAsync(
        Uri indexUrl,
        Func<InstallTarget, IReadOnlyList<Requirement>> roots,
        bool allowsLocalVersions
    )
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        var python = new PythonRunner(context);
        var target = Target(python.Inspect(options.Python, cancellation));
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
        using var work = StagedFolder.Create(context.Artifacts.Work);
        var installed = await new InstallVerification(new PipRunner(context), python, client).RunAsync(
            request,
            work.Path,
            cancellation
        );
        foreach (var distribution in installed)
        {
            context.Report($"  {distribution.Project} {distribution.Version}");
        }

        context.Make(new TaskProduct($"{installed.Count} distributions installed"));
        context.Report(
            $"{installed.Count} distributions installed for {target.Environment.Name}, each from the index as published"
        );
        context.Report(
            target.IsInterpreter
                ? $"imported: {string.Join(", ", imports.DefaultIfEmpty("nothing (--verify-import=NAME)"))}"
                : $"not imported: {target.Environment.Name} is not this machine's Python"
        );
        return installed;
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
