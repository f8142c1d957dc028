using Cake.Frosting;
using Wheelhouse.Build.Verification;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tasks;

/// <summary>Installs from the index as a user on a fresh machine does.</summary>
[TaskName("Verify-Install")]
[TaskDescription(
    "Install the roots in a fresh environment from --index-url, or from the store, and check what came; with --docker-image in a container of its own"
)]
public sealed class VerifyInstall : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, check) = (context.Options, new InstallCheck(context));
        if (options.Plan)
        {
            context.Report(
                options.VerifyUrl is { } url
                    ? $"would install {string.Join(' ', options.Roots)} from {url.OriginalString}:"
                    : $"would install {string.Join(' ', options.Roots)} from {options.Store}, channel {options.Channel}:"
            );
            check.Tell("");
        }
        else if (options.VerifyUrl is { } given)
        {
            await check.OfIndexAsync(given, options.Roots);
        }
        else if (options.StoreIndex is { } index)
        {
            await check.OfIndexAsync(index, check.StoreRoots);
        }
        else
        {
            await check.OfFolderAsync(((FolderLocation)options.Store).Folder);
        }
    }
}
