using System.Buffers;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Wheelhouse.Storage.S3;

/// <summary>Writes objects to a bucket: small ones by one request, larger ones in parts.</summary>
internal sealed class S3Writer(S3Access access, S3Reader reader, S3Dialect dialect)
{
    // Bodies up to this size are as many as the caller writes at once.
    private const int MostBytesWithoutSlot = 1 << 18;

    public async Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (content.Length > access.Settings.PartSize)
        {
            var parts = new S3PartsUpload(access, reader, this, dialect, key, content, options);
            return await parts.RunAsync(condition, cancellationToken);
        }

        var slots = content.Length > MostBytesWithoutSlot ? access.Slots : null;
        await (slots?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        var buffer = ArrayPool<byte>.Shared.Rent((int)content.Length);
        try
        {
            var body = new ArraySegment<byte>(buffer, 0, (int)content.Length);
            using var source = new S3Source(access, key, content);
            await source.ReadAsync(body, cancellationToken);
            var sha256 = await source.EndAsync(options, cancellationToken);
            return await PutAsync(key, body, sha256, options, condition, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            slots?.Release();
        }
    }

    private async Task<PutResult> PutAsync(
        string key,
        ArraySegment<byte> body,
        string sha256,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (dialect.Checks(condition) && !await reader.HoldsAsync(key, condition, cancellationToken))
        {
            return PutResult.ConditionFailed;
        }

        var write = Guid.NewGuid().ToString("N");
        return await access.RunAsync(
            S3Action.Write,
            key,
            body.Count,
            async token =>
            {
                try
                {
                    var request = RequestOf(key, body, sha256, options, condition, write);
                    var response = await access.Client.PutObjectAsync(request, token);
                    return PutResult.Written(S3Errors.RequireETag(response.ETag));
                }
                catch (AmazonS3Exception error) when (S3Errors.IsConditionFailed(error, condition))
                {
                    // What stands in the way may be this very write: its answer was lost, or a proxy sent it twice.
                    return await reader.ResultOfAsync(key, write, token);
                }
            },
            cancellationToken
        );
    }

    private PutObjectRequest RequestOf(
        string key,
        ArraySegment<byte> body,
        string sha256,
        ObjectOptions options,
        PutCondition condition,
        string write
    )
    {
        var request = new PutObjectRequest
        {
            BucketName = access.Location.Bucket,
            Key = access.FullKey(key),
            InputStream = new S3SentBody(body, sha256),
            ContentType = options.ContentType,
            IfNoneMatch = dialect.IfNoneMatch(condition),
            IfMatch = dialect.IfMatch(condition),
            UseChunkEncoding = !dialect.PlainBodies,
        };
        request.Headers.CacheControl = options.CacheControl;
        Fill(request.Metadata, options, write);
        return request;
    }

    /// <summary>Sets an object's metadata, with the mark of its write.</summary>
    public static void Fill(MetadataCollection metadata, ObjectOptions options, string write)
    {
        foreach (var (name, value) in options.Metadata)
        {
            metadata[name] = value;
        }

        metadata[S3Heads.Write] = write;
    }
}
