using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Serving;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Build.Verification;
using Wheelhouse.Files;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tasks;

/// <summary>Installs from the index as a user on a fresh machine does.</summary>
[TaskName("Verify-Install")]
[TaskDescription("Install the roots in a fresh environment from --index-url, or from the store, and check what came")]
public sealed class VerifyInstall : AsyncFrostingTask<BuildContext>
{
    private static readonly PythonVersion WithLocal = PythonVersion.Parse("1+local");

    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        if (options.VerifyUrl is { } given)
        {
            await VerifyAsync(context, given);
            return;
        }

        if (options.Plan)
        {
            context.Report($"would install {string.Join(' ', options.Roots)} from {options.Store}");
            return;
        }

        if (options.StoreIndex is { } index)
        {
            await VerifyAsync(context, index);
            return;
        }

        var folder = ((FolderLocation)options.Store).Folder;
        if (!Directory.Exists(folder))
        {
            throw new InputNotReadyException("there is no store", folder, "Publish");
        }

        await using var server = await StoreServer.StartAsync(folder, port: 0, context.Cancellation);
        await VerifyAsync(context, new Uri(server.Url, "simple/"));
    }

    private static async Task VerifyAsync(BuildContext context, Uri indexUrl)
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
}
