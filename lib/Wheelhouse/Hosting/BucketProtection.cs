using Amazon.S3;
using Amazon.S3.Model;

namespace Wheelhouse.Hosting;

/// <summary>
/// Settings of a whole bucket that keep what is in it: nobody gives rights by lists of single objects, and what is replaced
/// or deleted can be had back.
/// </summary>
internal sealed class BucketProtection(BucketAccess access)
{
    public async Task<BucketSetting> PublicAccessBlockAsync(bool exists, CancellationToken cancellationToken)
    {
        const string name = "public access block";
        const string willBe = "public ACLs blocked and ignored, public policies allowed";
        var answer = exists
            ? await access.ReadAsync(
                name,
                "s3:GetBucketPublicAccessBlock",
                "NoSuchPublicAccessBlockConfiguration",
                token =>
                    access.Client.GetPublicAccessBlockAsync(
                        new GetPublicAccessBlockRequest { BucketName = access.Location.Bucket },
                        token
                    ),
                response => response.PublicAccessBlockConfiguration ?? new PublicAccessBlockConfiguration(),
                cancellationToken
            )
            : new(null, null);
        var block = answer.Value;
        return answer.Refusal is { } refusal ? BucketSetting.NotKnown(name, refusal)
            // The flags are there in every answer of a service that knows them.
            : block is { BlockPublicAcls: null, BlockPublicPolicy: null }
                ? BucketSetting.NotKnown(name, "its answer has no such thing")
            : BucketSetting.Of(name, block is null ? [] : [TextOf(block)], [willBe], Make);

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                name,
                "s3:PutBucketPublicAccessBlock",
                limited =>
                    access.Client.PutPublicAccessBlockAsync(
                        new PutPublicAccessBlockRequest
                        {
                            BucketName = access.Location.Bucket,
                            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
                            {
                                BlockPublicAcls = true,
                                IgnorePublicAcls = true,
                                BlockPublicPolicy = false,
                                RestrictPublicBuckets = false,
                            },
                        },
                        limited
                    ),
                token
            );
    }

    public async Task<BucketSetting> OwnershipAsync(bool exists, CancellationToken cancellationToken)
    {
        const string name = "ownership controls";
        var answer = exists
            ? await access.ReadAsync(
                name,
                "s3:GetBucketOwnershipControls",
                "OwnershipControlsNotFoundError",
                token =>
                    access.Client.GetBucketOwnershipControlsAsync(
                        new GetBucketOwnershipControlsRequest { BucketName = access.Location.Bucket },
                        token
                    ),
                response => response.OwnershipControls ?? new OwnershipControls(),
                cancellationToken
            )
            : new(null, null);
        return answer.Refusal is { } refusal ? BucketSetting.NotKnown(name, refusal)
            // Ceph's gateway takes the question for a listing of the bucket, and answers that.
            : answer.Value is { Rules: null or { Count: 0 } }
                ? BucketSetting.NotKnown(name, "its answer has no such thing")
            : BucketSetting.Of(
                name,
                [.. answer.Value?.Rules.Select(rule => rule.ObjectOwnership.Value) ?? []],
                [ObjectOwnership.BucketOwnerEnforced.Value],
                Make
            );

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                name,
                "s3:PutBucketOwnershipControls",
                limited =>
                    access.Client.PutBucketOwnershipControlsAsync(
                        new PutBucketOwnershipControlsRequest
                        {
                            BucketName = access.Location.Bucket,
                            OwnershipControls = new OwnershipControls
                            {
                                Rules =
                                [
                                    new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerEnforced },
                                ],
                            },
                        },
                        limited
                    ),
                token
            );
    }

    public async Task<BucketSetting> VersioningAsync(bool exists, CancellationToken cancellationToken)
    {
        const string name = "versioning";
        if (access.Settings.Endpoint is not null)
        {
            // Ceph's gateway then ignores If-None-Match: * and refuses If-Match with the right ETag (seen with 16.2).
            return BucketSetting.Left(
                name,
                "services other than AWS may not keep conditional writes in a bucket with versions, and a store needs them"
            );
        }

        var answer = exists
            ? await access.ReadAsync(
                name,
                "s3:GetBucketVersioning",
                "",
                token =>
                    access.Client.GetBucketVersioningAsync(
                        new GetBucketVersioningRequest { BucketName = access.Location.Bucket },
                        token
                    ),
                response => response.VersioningConfig,
                cancellationToken
            )
            : new(null, null);
        var status = answer.Value?.Status?.Value;
        return answer.Refusal is { } refusal
            ? BucketSetting.NotKnown(name, refusal)
            : BucketSetting.Of(name, string.IsNullOrEmpty(status) ? [] : [status], [VersionStatus.Enabled.Value], Make);

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                name,
                "s3:PutBucketVersioning",
                limited =>
                    access.Client.PutBucketVersioningAsync(
                        new PutBucketVersioningRequest
                        {
                            BucketName = access.Location.Bucket,
                            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
                        },
                        limited
                    ),
                token
            );
    }

    private static string TextOf(PublicAccessBlockConfiguration block) =>
        (block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets) switch
        {
            (true, true, not true, not true) => "public ACLs blocked and ignored, public policies allowed",
            var (acls, ignored, policy, restricted) =>
                $"BlockPublicAcls {acls == true}, IgnorePublicAcls {ignored == true}, "
                    + $"BlockPublicPolicy {policy == true}, RestrictPublicBuckets {restricted == true}",
        };
}
