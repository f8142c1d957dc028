using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Wheelhouse.Storage.S3;

/// <summary>Reads from a bucket.</summary>
internal sealed class S3Reader(S3Access access)
{
    // Pages fit. What is read whole is read again when it breaks off.
    private const int MostBuffered = 8 << 20;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        access.RunAsync<StoredObject?>(
            S3Action.Read,
            key,
            MostBuffered,
            async token =>
            {
                try
                {
                    var request = new GetObjectRequest
                    {
                        BucketName = access.Location.Bucket,
                        Key = access.FullKey(key),
                    };
                    var response = await access.Client.GetObjectAsync(request, token);
                    var head = S3Heads.Of(key, response);
                    Stream body = head.Size <= MostBuffered ? await ReadAsync(response, token) : new S3Body(response);
                    return new StoredObject(head, body, access.Location.ToString());
                }
                catch (AmazonS3Exception error) when (S3Errors.IsAbsent(error))
                {
                    return null;
                }
            },
            cancellationToken
        );

    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        HeadAsync(key, head => S3Heads.Of(key, head), cancellationToken);

    /// <summary>Whether the object is there as one certain write left it, whose answer was lost; then with its ETag.</summary>
    public async Task<PutResult> ResultOfAsync(string key, string write, CancellationToken cancellationToken) =>
        await HeadAsync(
            key,
            head => head.Metadata[S3Heads.Write] == write ? PutResult.Written(head.ETag) : PutResult.ConditionFailed,
            cancellationToken
        ) ?? PutResult.ConditionFailed;

    /// <summary>Whether a condition holds at this moment, for stores that do not look themselves.</summary>
    public async Task<bool> HoldsAsync(string key, PutCondition condition, CancellationToken cancellationToken)
    {
        if (condition == PutCondition.None)
        {
            return true;
        }

        var head = await HeadAsync(key, cancellationToken);
        return condition.RequiresAbsent ? head is null : head?.ETag == condition.RequiredETag;
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request { BucketName = access.Location.Bucket, Prefix = access.FullKey(prefix) };
        do
        {
            var page = await access.RunAsync(
                S3Action.List,
                prefix,
                0,
                async token =>
                {
                    var answer = await access.Client.ListObjectsV2Async(request, token);
                    S3Errors.RequireListing(answer.Name);
                    return answer;
                },
                cancellationToken
            );
            foreach (var row in page.S3Objects ?? [])
            {
                var key = row.Key[access.Location.Prefix.Length..];
                yield return new ListedObject(key, row.Size ?? 0, S3Heads.At(row.LastModified)) { ETag = row.ETag };
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);
    }

    private Task<T?> HeadAsync<T>(
        string key,
        Func<GetObjectMetadataResponse, T> read,
        CancellationToken cancellationToken
    )
        where T : class =>
        access.RunAsync(
            S3Action.Read,
            key,
            0,
            async token =>
            {
                try
                {
                    var request = new GetObjectMetadataRequest
                    {
                        BucketName = access.Location.Bucket,
                        Key = access.FullKey(key),
                    };
                    return read(await access.Client.GetObjectMetadataAsync(request, token));
                }
                catch (AmazonS3Exception error) when (S3Errors.IsAbsent(error))
                {
                    return null;
                }
            },
            cancellationToken
        );

    private static async Task<MemoryStream> ReadAsync(GetObjectResponse response, CancellationToken cancellationToken)
    {
        using (response)
        {
            var bytes = new byte[response.ContentLength];
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            // The end must be read too: checksums are compared there.
            return await response.ResponseStream.ReadAsync(new byte[1], cancellationToken) == 0
                ? new MemoryStream(bytes, writable: false)
                : throw new IOException("the body is longer than its header says");
        }
    }
}
