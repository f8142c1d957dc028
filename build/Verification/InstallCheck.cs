using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Verification;

/// <summary>Installs the run's roots in a fresh environment, and reports what came.</summary>
/// <param name="context">The run.</param>
public sealed class InstallCheck(BuildContext context)
{
    private static readonly PythonVersion WithLocal = PythonVersion.Parse("1+local");

    /// <summary>Installs from an index.</summary>
    /// <param name="indexUrl">The index, ending in a slash.</param>
    /// <exception cref="InstallNotAsPublishedException">What is installed is not what the index publishes.</exception>
    public async Task OfIndexAsync(Uri indexUrl)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        var python = new PythonRunner(context);
        var target = InstallTarget.Create(
            python.Inspect(options.Python, cancellation),
            options.PythonVersion,
            options.Platform
        );
        var request = new InstallRequest(
            indexUrl,
            options.Roots,
            target,
            options.VerifyImports,
            NoLocalVersions: options.VersionPolicy.Apply(WithLocal).Local is null
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

        context.Report(
            $"{installed.Count} distributions installed for {target.Environment.Name}, each from the index as published"
        );
        context.Report(
            target.IsInterpreter
                ? $"imported: {string.Join(", ", options.VerifyImports.DefaultIfEmpty("nothing (--verify-import=NAME)"))}"
                : $"not imported: {target.Environment.Name} is not this machine's Python"
        );
    }

    /// <summary>Installs from a folder store, served for the while.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="root">What the keys of the index begin with: nothing, or a text that ends in a slash.</param>
    /// <exception cref="InputNotReadyException">There is no such folder.</exception>
    public async Task OfFolderAsync(string folder, string root = "")
    {
        if (!Directory.Exists(folder))
        {
            throw new InputNotReadyException("there is no store", folder, "Publish");
        }

        await using var server = await StoreServer.StartAsync(folder, port: 0, context.Cancellation);
        await OfIndexAsync(new Uri(server.Url, $"{root}simple/"));
    }

    /// <summary>Installs from pages that wait for their publication.</summary>
    /// <param name="store">The run's store, opened. It is read with the run's own rights: the public cannot see these pages.</param>
    /// <param name="root">What their keys begin with.</param>
    public async Task OfStagedAsync(IObjectStore store, string root)
    {
        context.Report($"trying the new pages below {root} before they are published");
        if (context.Options.Store is FolderLocation { Folder: var folder })
        {
            await OfFolderAsync(folder, root);
            return;
        }

        await using var server = await StoreServer.StartAsync(store, context.Cancellation);
        await OfIndexAsync(new Uri(server.Url, $"{root}simple/"));
    }
}
