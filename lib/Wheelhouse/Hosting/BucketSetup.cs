using Amazon.S3.Model;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Hosting;

/// <summary>
/// Makes a bucket of <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html">S3</see> what a store needs,
/// or finds out how it differs. What others set in it stays: our statement and our rules are known by their names.
/// </summary>
/// <param name="location">The store.</param>
/// <param name="settings">How its service is reached.</param>
/// <param name="options">What it is made for.</param>
public sealed class BucketSetup(BucketLocation location, S3Settings settings, BucketSetupOptions options) : IDisposable
{
    private const string Lifecycle = "lifecycle";

    private readonly BucketAccess access = new(location, settings);

    /// <summary>Compares the bucket with what a store needs.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreAccessDeniedException">The settings may not be read; the permission is named.</exception>
    /// <exception cref="StoreRegionException">The bucket is in another region.</exception>
    /// <exception cref="StoreOperationFailedException">The service failed.</exception>
    public async Task<BucketPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var bucket = await BucketAsync(cancellationToken);
        var exists = bucket.State != BucketSettingState.Changed;
        var (protection, reading) = (new BucketProtection(access), new BucketReading(access));
        var policy = exists ? await reading.PolicyAsync(cancellationToken) : null;
        var roots = await RootsAsync(policy, exists, cancellationToken);
        List<BucketSetting> all =
        [
            bucket,
            // Before the policy, which it may forbid.
            await protection.PublicAccessBlockAsync(exists, cancellationToken),
            await protection.OwnershipAsync(exists, cancellationToken),
            reading.Policy(policy, roots),
            await protection.VersioningAsync(exists, cancellationToken),
            await LifecycleAsync(roots, exists, cancellationToken),
            await reading.CorsAsync(exists, cancellationToken),
        ];
        if (options.Website)
        {
            all.Add(await reading.WebsiteAsync(exists, cancellationToken));
        }

        return new BucketPlan(location.ToString(), !exists, all);
    }

    /// <summary>Does what a plan says, then looks again.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Stops it between two settings.</param>
    /// <returns>The bucket as it is now.</returns>
    /// <exception cref="BucketSettingsNotKeptException">The service did not keep what it took.</exception>
    /// <exception cref="StoreAccessDeniedException">A setting may not be made; the permission is named. Those before it are made.</exception>
    public async Task<BucketPlan> ApplyAsync(BucketPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsNew)
        {
            await plan.Settings[0].Make!(cancellationToken);
            // Only now the service can say which settings it knows.
            plan = await PlanAsync(cancellationToken);
        }

        foreach (var setting in plan.Settings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (setting.Make is { } make)
            {
                await make(cancellationToken);
            }
        }

        var after = await PlanAsync(cancellationToken);
        return after.IsEmpty
            ? after
            : throw new BucketSettingsNotKeptException(
                [.. after.Settings.Where(setting => setting.State == BucketSettingState.Changed)],
                location.ToString()
            );
    }

    /// <inheritdoc />
    public void Dispose() => access.Dispose();

    private async Task<BucketSetting> BucketAsync(CancellationToken cancellationToken)
    {
        const string name = "bucket";
        // Services that are not AWS name regions in their own ways, or not at all.
        var region = settings.Endpoint is null ? S3Client.RegionOf(settings) : null;
        var answer = await access.ReadAsync(
            "region",
            "s3:GetBucketLocation",
            "NoSuchBucket",
            token =>
                access.Client.GetBucketLocationAsync(
                    new GetBucketLocationRequest { BucketName = location.Bucket },
                    token
                ),
            response => response,
            cancellationToken
        );
        var willBe = region is null ? $"{location.Bucket}" : $"{location.Bucket} in {region}";
        if (answer.Value is { } found && region is not null)
        {
            // AWS's first region has no name here, and one has an old one.
            var actual = found.Location?.Value switch
            {
                null or "" => "us-east-1",
                "EU" => "eu-west-1",
                { } named => named,
            };
            return actual == region
                ? BucketSetting.Of(name, [willBe], [willBe], MakeAsync)
                : throw new StoreRegionException(
                    $"The bucket is in another region: {actual}, not {region}",
                    location.ToString(),
                    null
                );
        }

        return BucketSetting.Of(name, answer.Value is null ? [] : [willBe], [willBe], MakeAsync);

        Task MakeAsync(CancellationToken token) =>
            access.MakeAsync(
                "existence",
                "s3:CreateBucket",
                limited =>
                    access.Client.PutBucketAsync(
                        new PutBucketRequest { BucketName = location.Bucket, UseClientRegion = region is not null },
                        limited
                    ),
                token
            );
    }

    private async Task<BucketSetting> LifecycleAsync(
        IReadOnlyList<string> roots,
        bool exists,
        CancellationToken cancellationToken
    )
    {
        var ours = LifecycleRules.Of(location.Prefix, roots, options.Grace);
        var answer = exists
            ? await access.ReadAsync(
                Lifecycle,
                "s3:GetLifecycleConfiguration",
                "NoSuchLifecycleConfiguration",
                token =>
                    access.Client.GetLifecycleConfigurationAsync(
                        new GetLifecycleConfigurationRequest { BucketName = location.Bucket },
                        token
                    ),
                response => response.Configuration is { Rules.Count: > 0 } found ? found : null,
                cancellationToken
            )
            : new(null, null);
        List<LifecycleRule> rules = [.. answer.Value?.Rules ?? []];
        return answer.Refusal is { } refusal
            ? BucketSetting.NotKnown(Lifecycle, refusal)
            : BucketSetting.Of(
                Lifecycle,
                [.. rules.Where(rule => ours.Any(own => own.Id == rule.Id)).Select(LifecycleRules.TextOf)],
                [.. ours.Select(LifecycleRules.TextOf)],
                Make
            );

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                Lifecycle,
                "s3:PutLifecycleConfiguration",
                limited =>
                    access.Client.PutLifecycleConfigurationAsync(
                        new PutLifecycleConfigurationRequest
                        {
                            BucketName = location.Bucket,
                            Configuration = new LifecycleConfiguration { Rules = LifecycleRules.Merge(rules, ours) },
                        },
                        limited
                    ),
                token
            );
    }

    // A channel may be readable before its first publish, and one that was named once stays readable.
    private async Task<IReadOnlyList<string>> RootsAsync(
        JObject? policy,
        bool exists,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Channel> channels = [];
        if (exists)
        {
            using var store = new S3ObjectStore(location, settings);
            channels = await Channel.ListAsync(store, cancellationToken);
        }

        return
        [
            .. channels
                .Concat(options.Channels)
                .Append(Channel.Main)
                .Select(channel => channel.Root)
                .Concat(PublicReading.Roots(policy, location))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
