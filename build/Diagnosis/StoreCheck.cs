using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>
/// Whether this machine may list, write, read and delete there under conditions that hold. Nothing stays: a folder that is not
/// there yet is tried by one beside the first that would be made.
/// </summary>
/// <param name="location">The store.</param>
/// <param name="settings">How buckets are reached.</param>
/// <param name="arn">Whose the credentials are, as STS tells it; null where nobody can tell.</param>
public sealed class StoreCheck(StoreLocation location, S3Settings settings, Func<string?>? arn = null) : IMachineCheck
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        List<CheckResult> results = [];
        var trial = TrialFolder();
        try
        {
            var store = (trial is null ? location : StoreLocation.OfFolder(trial)).Open(settings);
            await foreach (var _ in store.ListAsync("wheelhouse-probe-", cancellation))
            {
                break;
            }

            var abilities = await store.ProbeAsync(cancellation);
            results.Add(
                CheckResult.Ok(
                    "store permissions",
                    $"list, write, read and delete at {location}{(trial is null ? "" : ", which is not there yet")}"
                )
            );
            results.Add(
                abilities.IsSafe
                    ? CheckResult.Ok("store conditions", "hold; objects come back as written")
                    : CheckResult.Lacking(
                        "store conditions",
                        !settings.AllowsUnsafeStore,
                        string.Join("; ", abilities.Problems),
                        "another store, or one publisher alone with --unsafe-store"
                    )
            );
        }
        catch (BucketMissingException error)
        {
            results.Add(CheckResult.Lacking("store permissions", true, error.What, SetupBucket));
        }
        catch (StoreAccessDeniedException error) when (error.Permission is { } permission)
        {
            results.Add(
                CheckResult.Lacking(
                    "store permissions",
                    true,
                    $"these credentials lack {permission}",
                    PolicyCommands.For(arn?.Invoke(), SetupBucket, settings.Endpoint)
                )
            );
        }
        catch (StoreAccessDeniedException error) when (location is FolderLocation { Folder: var folder })
        {
            results.Add(
                CheckResult.Lacking(
                    "store permissions",
                    true,
                    error.What,
                    $"sudo chown \"$(id --user)\" \"{folder}\"; or name another with --store=file:///DIR"
                )
            );
        }
        catch (StoreClockException error)
        {
            results.Add(CheckResult.Lacking("store permissions", true, error.What, "timedatectl set-ntp true"));
        }
        catch (StoreOperationFailedException error)
        {
            results.Add(
                CheckResult.Lacking(
                    "store permissions",
                    true,
                    error.What,
                    location is FolderLocation { Folder: var folder }
                        ? $"mkdir --parents \"{folder}\" shows what is in the way; or name another with --store=file:///DIR"
                        : $"curl --head {Address} shows whether this machine reaches it"
                )
            );
        }
        catch (WheelhouseException error)
        {
            results.Add(CheckResult.Of("store permissions", true, error));
        }
        finally
        {
            if (Directory.Exists(trial))
            {
                Directory.Delete(trial, recursive: true);
            }
        }

        return results;
    }

    private string? TrialFolder()
    {
        if (location is not FolderLocation { Folder: var folder } || Directory.Exists(folder))
        {
            return null;
        }

        // A file in the way of a folder is met here, and refuses.
        var above = folder;
        while (!Path.Exists(above))
        {
            above = Path.GetDirectoryName(above)!;
        }

        return Path.Combine(above, $".wheelhouse-probe-{Guid.NewGuid():N}");
    }

    private string Address => $"{settings.Endpoint ?? new Uri("https://s3.amazonaws.com/")}";

    private string SetupBucket =>
        $"./build.cake-frosting --target=Setup-Bucket --store={location}"
        + (settings.Endpoint is { } endpoint ? $" --s3-endpoint={endpoint}" : "")
        + (settings.Region is { } region ? $" --s3-region={region}" : "")
        + (settings.PathStyle ? " --s3-path-style" : "");
}
