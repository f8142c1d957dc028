using Amazon.S3.Model;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Hosting;

/// <summary>Settings of a bucket by which users read it: its policy, its rules for pages of other sites, its website.</summary>
internal sealed class BucketReading(BucketAccess access)
{
    private const string RuleName = "wheelhouse-read";
    private const string IndexDocument = "index.html";

    /// <summary>The bucket's policy; null without one.</summary>
    public async Task<JObject?> PolicyAsync(CancellationToken cancellationToken)
    {
        var answer = await access.ReadAsync(
            "policy",
            "s3:GetBucketPolicy",
            "NoSuchBucketPolicy",
            token =>
                access.Client.GetBucketPolicyAsync(
                    new GetBucketPolicyRequest { BucketName = access.Location.Bucket },
                    token
                ),
            response => string.IsNullOrEmpty(response.Policy) ? null : response.Policy,
            cancellationToken
        );
        return answer.Value is { } text ? JObject.Parse(text) : null;
    }

    public BucketSetting Policy(JObject? policy, IReadOnlyList<string> roots)
    {
        const string name = "public reading";
        var resources = PublicReading.Resources(access.Location, roots);
        return BucketSetting.Of(name, PublicReading.Current(policy, access.Location) ?? [], resources, Make);

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                "policy",
                "s3:PutBucketPolicy",
                limited =>
                    access.Client.PutBucketPolicyAsync(
                        new PutBucketPolicyRequest
                        {
                            BucketName = access.Location.Bucket,
                            Policy = PublicReading.With(policy, access.Location, resources).ToString(Formatting.None),
                        },
                        limited
                    ),
                token
            );
    }

    public async Task<BucketSetting> CorsAsync(bool exists, CancellationToken cancellationToken)
    {
        const string name = "CORS";
        var wanted = new CORSRule
        {
            Id = RuleName,
            AllowedMethods = ["GET", "HEAD"],
            AllowedOrigins = ["*"],
            AllowedHeaders = ["*"],
            ExposeHeaders = ["ETag"],
            MaxAgeSeconds = 3600,
        };
        var answer = exists
            ? await access.ReadAsync(
                name,
                "s3:GetBucketCORS",
                "NoSuchCORSConfiguration",
                token =>
                    access.Client.GetCORSConfigurationAsync(
                        new GetCORSConfigurationRequest { BucketName = access.Location.Bucket },
                        token
                    ),
                response => response.Configuration is { Rules.Count: > 0 } found ? found : null,
                cancellationToken
            )
            : new(null, null);
        List<CORSRule> rules = [.. answer.Value?.Rules ?? []];
        return answer.Refusal is { } refusal
            ? BucketSetting.NotKnown(name, refusal)
            : BucketSetting.Of(
                name,
                [.. rules.Where(rule => rule.Id == RuleName).Select(TextOf)],
                [TextOf(wanted)],
                Make
            );

        Task Make(CancellationToken token) =>
            access.MakeAsync(
                name,
                "s3:PutBucketCORS",
                limited =>
                    access.Client.PutCORSConfigurationAsync(
                        new PutCORSConfigurationRequest
                        {
                            BucketName = access.Location.Bucket,
                            Configuration = new CORSConfiguration
                            {
                                Rules = [.. rules.Where(rule => rule.Id != RuleName), wanted],
                            },
                        },
                        limited
                    ),
                token
            );
    }

    public async Task<BucketSetting> WebsiteAsync(bool exists, CancellationToken cancellationToken)
    {
        const string name = "website";
        var answer = exists
            ? await access.ReadAsync(
                name,
                "s3:GetBucketWebsite",
                "NoSuchWebsiteConfiguration",
                token =>
                    access.Client.GetBucketWebsiteAsync(
                        new GetBucketWebsiteRequest { BucketName = access.Location.Bucket },
                        token
                    ),
                response =>
                    response.WebsiteConfiguration
                        is { IndexDocumentSuffix: not null }
                            or { RedirectAllRequestsTo: not null }
                        ? response.WebsiteConfiguration
                        : null,
                cancellationToken
            )
            : new(null, null);
        var website = answer.Value ?? new WebsiteConfiguration();
        return answer.Refusal is { } refusal
            ? BucketSetting.NotKnown(name, refusal)
            : BucketSetting.Of(
                name,
                string.IsNullOrEmpty(website.IndexDocumentSuffix) ? [] : [website.IndexDocumentSuffix],
                [IndexDocument],
                Make
            );

        Task Make(CancellationToken token)
        {
            website.IndexDocumentSuffix = IndexDocument;
            return access.MakeAsync(
                name,
                "s3:PutBucketWebsite",
                limited =>
                    access.Client.PutBucketWebsiteAsync(
                        new PutBucketWebsiteRequest
                        {
                            BucketName = access.Location.Bucket,
                            WebsiteConfiguration = website,
                        },
                        limited
                    ),
                token
            );
        }
    }

    private static string TextOf(CORSRule rule) =>
        $"{rule.Id}: {Join(rule.AllowedMethods)} from {Join(rule.AllowedOrigins)}, headers {Join(rule.AllowedHeaders)}, "
        + $"shows {Join(rule.ExposeHeaders)}, for {rule.MaxAgeSeconds} seconds";

    private static string Join(IEnumerable<string>? texts) =>
        string.Join(' ', (texts ?? []).Order(StringComparer.Ordinal));
}
