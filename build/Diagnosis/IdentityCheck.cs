using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whose the credentials are that requests to a bucket are signed with: told short, and never what they are.</summary>
/// <param name="settings">How buckets are reached.</param>
/// <param name="service">The address of AWS's service that knows; null for the region's own.</param>
public sealed class IdentityCheck(S3Settings settings, Uri? service = null) : IMachineCheck
{
    private const string Name = "AWS identity";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whose the credentials are, once the check has run; null where that could not be found out.</summary>
    public string? Arn { get; private set; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        AWSCredentials credentials;
        try
        {
            using var resolver = new DefaultAWSCredentialsIdentityResolver();
            credentials = settings.Credentials ?? await resolver.ResolveIdentityAsync(null, cancellation);
        }
        catch (AmazonClientException)
        {
            return
            [
                CheckResult.Lacking(
                    Name,
                    true,
                    "no credentials in environment, profile, SSO, web identity, container or machine",
                    "aws sso login, aws configure, or AWS_PROFILE"
                ),
            ];
        }

        var by = credentials
            .GetType()
            .Name.Replace("AWSCredentials", "", StringComparison.Ordinal)
            .Replace("Credentials", "", StringComparison.Ordinal);
        try
        {
            using var client = new AmazonSecurityTokenServiceClient(credentials, Configuration());
            var answer = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellation);
            Arn = answer.Arn;
            return [Of(answer, by)];
        }
        catch (Exception error)
            when (error is AmazonServiceException or AmazonClientException or HttpRequestException
                || (error is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            return [Unknown(error, by)];
        }
    }

    private AmazonSecurityTokenServiceConfig Configuration()
    {
        var config = new AmazonSecurityTokenServiceConfig { Timeout = Patience, MaxErrorRetry = 1 };
        var region =
            settings.Region
            ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName
            ?? RegionEndpoint.USEast1.SystemName;
        if ((settings.Endpoint ?? service) is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    // arn:aws:sts::123456789012:assumed-role/publisher/run
    private static CheckResult Of(GetCallerIdentityResponse answer, string by)
    {
        var who = answer.Arn.Split(':', 6)[^1];
        var what = $"{who}, account ending in {answer.Account[^Math.Min(4, answer.Account.Length)..]}, by {by}";
        return who == "root"
            ? CheckResult.Lacking(
                Name,
                false,
                $"{what}: it may do everything",
                "./build.cake-frosting --target=Setup-Bucket --print-policies prints the few rights that publishing takes"
            )
            : CheckResult.Ok(Name, what);
    }

    private CheckResult Unknown(Exception error, string by) =>
        (settings.Endpoint, error) switch
        {
            ({ } endpoint, AmazonServiceException { StatusCode: var status }) => CheckResult.Ok(
                Name,
                $"by {by}; whose they are could not be checked: {endpoint.Authority} has no STS (it answered {(int)status})"
            ),
            ({ } endpoint, _) => CheckResult.Ok(
                Name,
                $"by {by}; whose they are could not be checked: {endpoint.Authority} does not answer as an STS"
            ),
            (null, AmazonServiceException { ErrorCode: { Length: > 0 } code }) => CheckResult.Lacking(
                Name,
                true,
                $"AWS does not take the credentials, by {by}: {code}",
                code.Contains("Signature", StringComparison.Ordinal)
                    ? "timedatectl set-ntp true where this machine's clock is wrong, else aws configure with the right secret key"
                    : "aws sso login, or aws configure with new keys"
            ),
            _ => CheckResult.Lacking(
                Name,
                false,
                $"by {by}; whose they are could not be checked: {error.GetBaseException().Message}",
                "see that this machine reaches AWS's STS (HTTPS_PROXY)"
            ),
        };
}
