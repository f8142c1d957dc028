using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Hosting;

/// <summary>A bucket's settings, asked for and made; failures in our words.</summary>
internal sealed class BucketAccess(BucketLocation location, S3Settings settings) : IDisposable
{
    private readonly S3Access access = new(location, settings);

    public BucketLocation Location => location;

    public S3Settings Settings => settings;

    public AmazonS3Client Client => access.Client;

    /// <summary>Asks for a setting.</summary>
    /// <param name="what">The setting.</param>
    /// <param name="permission">What it takes.</param>
    /// <param name="absent">The service's word for none.</param>
    /// <param name="ask">The request.</param>
    /// <param name="value">The setting in an answer; null where it has none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<BucketAnswer<T>> ReadAsync<TResponse, T>(
        string what,
        string permission,
        string absent,
        Func<CancellationToken, Task<TResponse>> ask,
        Func<TResponse, T?> value,
        CancellationToken cancellationToken
    )
        where TResponse : AmazonWebServiceResponse
        where T : class =>
        access.RunAsync(
            S3Action.OfBucket($"read the {what} of", permission),
            location.Bucket,
            0,
            async token =>
            {
                try
                {
                    var response = await ask(token);
                    // For a policy the SDK makes an answer of that error.
                    return new BucketAnswer<T>(
                        response.HttpStatusCode == HttpStatusCode.NotFound
                            ? null
                            : S3Errors.RequireSetting(value(response)),
                        null
                    );
                }
                catch (AmazonS3Exception error) when (error.ErrorCode == absent)
                {
                    return new BucketAnswer<T>(null, null);
                }
                catch (AmazonS3Exception error)
                    when (error.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
                {
                    return new BucketAnswer<T>(null, $"it answers {(int)error.StatusCode} {error.ErrorCode}");
                }
            },
            cancellationToken
        );

    /// <summary>Makes a setting.</summary>
    /// <param name="what">The setting.</param>
    /// <param name="permission">What it takes.</param>
    /// <param name="make">The request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task MakeAsync<T>(
        string what,
        string permission,
        Func<CancellationToken, Task<T>> make,
        CancellationToken cancellationToken
    ) =>
        access.RunAsync(
            S3Action.OfBucket($"set the {what} of", permission),
            location.Bucket,
            0,
            make,
            cancellationToken
        );

    public void Dispose() => access.Dispose();
}
