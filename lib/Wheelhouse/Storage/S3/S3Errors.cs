using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;

namespace Wheelhouse.Storage.S3;

/// <summary>Tells the failures of a bucket apart: those that pass by themselves, and those that someone must mend.</summary>
internal static class S3Errors
{
    private static readonly string[] TransientCodes =
    [
        "RequestTimeout",
        "SlowDown",
        "InternalError",
        "RequestThrottled",
    ];

    /// <summary>Whether the same request may well succeed a moment later.</summary>
    public static bool IsTransient(Exception error) =>
        error switch
        {
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotImplemented } => false,
            AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } =>
                true,
            AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => true,
            AmazonServiceException service when TransientCodes.Contains(service.ErrorCode) => true,
            // An answer that is no XML, or only half of it.
            AmazonUnmarshallingException or XmlException => true,
            AmazonServiceException => error.InnerException is { } inner && IsTransient(inner),
            HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
            AmazonClientException => error.InnerException is { } inner && IsTransient(inner),
            _ => false,
        };

    /// <summary>Whether this is an error that <see cref="Translate"/> has words for.</summary>
    public static bool IsOfTheStore(Exception error) =>
        error
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or IOException
                or XmlException
                or TimeoutException
                or OperationCanceledException;

    /// <summary>Whether a conditional write was refused because its condition did not hold.</summary>
    public static bool IsConditionFailed(AmazonS3Exception error, PutCondition condition) =>
        error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict
        // The completion of parts answers 200 before it knows.
        || error.ErrorCode is "PreconditionFailed" or "ConditionalRequestConflict"
        || (
            // What is to be replaced is not there at all.
            condition.RequiredETag
                is not null
            && error.StatusCode == HttpStatusCode.NotFound
            && error.ErrorCode is "NoSuchKey" or "NotFound"
        );

    /// <summary>The ETag of an answer. One without is not the store's, whatever its status: an empty 200 is no empty page.</summary>
    public static string RequireETag(string? eTag) =>
        string.IsNullOrEmpty(eTag) ? throw new IOException("the answer has no ETag") : eTag;

    /// <summary>Refuses a listing that does not name its bucket: an empty 200 is no empty listing.</summary>
    public static void RequireListing(string? bucket)
    {
        if (string.IsNullOrEmpty(bucket))
        {
            throw new IOException("the answer is no listing");
        }
    }

    /// <summary>The setting in an answer. One without is not the store's: where none is made, it says so with 404.</summary>
    public static T RequireSetting<T>(T? setting)
        where T : class => setting ?? throw new IOException("the answer has no setting");

    /// <summary>Whether an object is absent. An answer without a body, to HEAD, does not tell a missing bucket from it.</summary>
    public static bool IsAbsent(AmazonS3Exception error) =>
        error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is not "NoSuchBucket";

    public static WheelhouseException Translate(Exception error, S3Request request)
    {
        var (operation, key, location) = (request.Action.Operation, request.Key, request.Location.ToString());
        if (error is not AmazonServiceException service)
        {
            return error is AmazonClientException && !IsTransient(error)
                ? new StoreCredentialsException(
                    "there are no credentials",
                    operation,
                    key,
                    location,
                    "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role gives them.",
                    error
                )
                : new StoreOperationFailedException(operation, key, location, error);
        }

        return service.ErrorCode switch
        {
            "NoSuchBucket" => new BucketMissingException(request.Location.Bucket, location, error),
            "ExpiredToken" or "TokenRefreshRequired" or "ExpiredTokenException" => new StoreCredentialsExpiredException(
                operation,
                key,
                location,
                error
            ),
            "RequestTimeTooSkewed" or "RequestExpired" => new StoreClockException(
                operation,
                key,
                location,
                request.Now,
                error
            ),
            "InvalidAccessKeyId" or "InvalidToken" => new StoreCredentialsException(
                "it does not know the access key or the session token",
                operation,
                key,
                location,
                "Check which credentials the SDK finds (AWS_PROFILE, AWS_ACCESS_KEY_ID), and that they are for this store.",
                error
            ),
            "SignatureDoesNotMatch" => new StoreCredentialsException(
                "the secret key is wrong, or the requests reach it altered",
                operation,
                key,
                location,
                "Check the secret key; behind a proxy, that it passes requests on as they are.",
                error
            ),
            "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
                new StoreRegionException($"The bucket is in another region: {service.Message}", location, error),
            _ => service.StatusCode switch
            {
                HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed =>
                    new StoreAccessDeniedException(
                        operation,
                        key,
                        location,
                        error,
                        request.Action.PermissionOn(request.Location.Bucket, request.FullKey)
                    ),
                HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect => new StoreRegionException(
                    "The bucket is in another region",
                    location,
                    error
                ),
                HttpStatusCode.NotImplemented => new UnsupportedByStoreException(operation, key, location, error),
                _ => new StoreOperationFailedException(operation, key, location, error),
            },
        };
    }
}
