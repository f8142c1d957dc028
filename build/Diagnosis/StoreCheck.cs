using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether this machine may list, write, read and delete there under conditions that hold.</summary>
/// <param name="location">The store.</param>
/// <param name="settings">How buckets are reached.</param>
/// <param name="arn">Whose the credentials are, as STS tells it; null where nobody can tell.</param>
public sealed class StoreCheck(StoreLocation location, S3Settings settings, Func<string?>? arn = null) : IMachineCheck
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        List<CheckResult> results = [];
        try
        {
            var store = location.Open(settings);
            await foreach (var _ in store.ListAsync("wheelhouse-probe-", cancellation))
            {
                break;
            }

            var abilities = await store.ProbeAsync(cancellation);
            results.Add(CheckResult.Ok("store permissions", $"list, write, read and delete at {store.Location}"));
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
                    location is BucketLocation
                        ? $"curl --head {Address} shows whether this machine reaches it"
                        : error.Hint
                )
            );
        }
        catch (WheelhouseException error)
        {
            results.Add(CheckResult.Of("store permissions", true, error));
        }

        return results;
    }

    private string Address => $"{settings.Endpoint ?? new Uri("https://s3.amazonaws.com/")}";

    private string SetupBucket =>
        $"./build.cake-frosting --target=Setup-Bucket --store={location}"
        + (settings.Endpoint is { } endpoint ? $" --s3-endpoint={endpoint}" : "")
        + (settings.Region is { } region ? $" --s3-region={region}" : "")
        + (settings.PathStyle ? " --s3-path-style" : "");
}
