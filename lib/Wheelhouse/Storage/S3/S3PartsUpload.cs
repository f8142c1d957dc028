using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Wheelhouse.Storage.S3;

/// <summary>
/// Sends one object in parts, several at once, read and hashed in one pass. What a killed run has sent is found by its
/// <see cref="S3UploadRecord"/> and not sent again where the bytes are the same.
/// </summary>
internal sealed class S3PartsUpload(
    S3Access access,
    S3Reader reader,
    S3Writer writer,
    S3Dialect dialect,
    string key,
    ObjectContent content,
    ObjectOptions options
)
{
    private const int MostParts = 10_000;
    private const int MostRounds = 3;

    private readonly S3UploadRecords records = new(access, reader, writer);
    private readonly int partSize = PartSizeFor(content.Length, access.Settings.PartSize);

    /// <summary>The bytes of a part: as set, or more where the store's 10,000 parts would not suffice; whole MiB then.</summary>
    public static int PartSizeFor(long length, int partSize)
    {
        const int MiB = 1 << 20;
        var least = (length + MostParts - 1) / MostParts;
        return least <= partSize ? partSize : checked((int)((least + MiB - 1) / MiB * MiB));
    }

    public async Task<PutResult> RunAsync(PutCondition condition, CancellationToken cancellationToken)
    {
        await records.RemoveOldAsync(cancellationToken);
        for (var round = 1; ; round++)
        {
            if (!await reader.HoldsAsync(key, condition, cancellationToken))
            {
                return PutResult.ConditionFailed;
            }

            var upload = await BeginAsync(cancellationToken);
            try
            {
                var sent = await SendAsync(upload, cancellationToken);
                var result = await CompleteAsync(upload, sent, condition, cancellationToken);
                await (result.IsWritten ? records.ForgetAsync(upload, cancellationToken) : GiveUpAsync(upload));
                return result;
            }
            catch (StoreOperationFailedException error) when (IsGone(error) && round < MostRounds)
            {
                // Another publisher of the same bytes has completed the upload or given it up.
                await records.ForgetAsync(upload, cancellationToken);
            }
            catch (WheelhouseException error) when (error is not StoreOperationFailedException)
            {
                // The next run would meet the same; after a failure of the network it goes on from here.
                await GiveUpAsync(upload);
                throw;
            }
        }
    }

    private async Task<S3UploadRecord> BeginAsync(CancellationToken cancellationToken)
    {
        var sha256 = options.Metadata.GetValueOrDefault(ObjectMetadata.Sha256);
        if (sha256 is not null && await records.FindAsync(key, sha256, partSize, cancellationToken) is { } found)
        {
            return found;
        }

        var write = Guid.NewGuid().ToString("N");
        var uploadId = await access.RunAsync(
            S3Action.Write,
            key,
            0,
            async token =>
            {
                var request = new InitiateMultipartUploadRequest
                {
                    BucketName = access.Location.Bucket,
                    Key = access.FullKey(key),
                    ContentType = options.ContentType,
                };
                request.Headers.CacheControl = options.CacheControl;
                S3Writer.Fill(request.Metadata, options, write);
                var response = await access.Client.InitiateMultipartUploadAsync(request, token);
                return response.UploadId ?? throw new IOException("the answer names no upload");
            },
            cancellationToken
        );
        var upload = new S3UploadRecord(key, sha256, partSize, uploadId, write);
        await records.KeepAsync(upload, cancellationToken);
        return upload;
    }

    private async Task<List<PartETag>> SendAsync(S3UploadRecord upload, CancellationToken cancellationToken)
    {
        var there = await records.PartsAsync(upload, cancellationToken);
        using var source = new S3Source(access, key, content);
        var sent = new PartETag[(content.Length + partSize - 1) / partSize];
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = access.Settings.ParallelParts,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            ReadAsync(source, cancellationToken),
            bounds,
            async (part, token) =>
            {
                try
                {
                    var known = there.GetValueOrDefault(part.Number);
                    sent[part.Number - 1] = IsSame(part.Body, known)
                        ? new PartETag(part.Number, known!.ETag) { ChecksumCRC32 = known.ChecksumCRC32 }
                        : await SendAsync(upload, part, token);
                    content.Arrived?.Invoke(part.Body.Count);
                }
                finally
                {
                    Release(part.Body.Array!);
                }
            }
        );
        await source.EndAsync(options, cancellationToken);
        return [.. sent];
    }

    // One after the other, as the hash of the whole needs them.
    private async IAsyncEnumerable<Part> ReadAsync(
        S3Source source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var number = 0;
        for (var start = 0L; start < content.Length; start += partSize)
        {
            await access.Slots.WaitAsync(cancellationToken);
            var buffer = access.Buffers.Take(partSize);
            var body = new ArraySegment<byte>(buffer, 0, (int)Math.Min(partSize, content.Length - start));
            string? sha256 = null;
            try
            {
                if (dialect.PlainBodies)
                {
                    sha256 = await source.ReadHashedAsync(body, cancellationToken);
                }
                else
                {
                    await source.ReadAsync(body, cancellationToken);
                }
            }
            catch
            {
                Release(buffer);
                throw;
            }

            yield return new Part(++number, body, sha256);
        }
    }

    private void Release(byte[] buffer)
    {
        access.Buffers.Return(buffer);
        access.Slots.Release();
    }

    private Task<PartETag> SendAsync(S3UploadRecord upload, Part part, CancellationToken cancellationToken) =>
        access.RunAsync(
            S3Action.Write,
            key,
            part.Body.Count,
            async token =>
            {
                var request = new UploadPartRequest
                {
                    BucketName = access.Location.Bucket,
                    Key = access.FullKey(key),
                    UploadId = upload.UploadId,
                    PartNumber = part.Number,
                    PartSize = part.Body.Count,
                    InputStream = new S3SentBody(part.Body, part.Sha256),
                    UseChunkEncoding = !dialect.PlainBodies,
                };
                var response = await access.Client.UploadPartAsync(request, token);
                S3Errors.RequireETag(response.ETag);
                return new PartETag(response);
            },
            cancellationToken
        );

    private async Task<PutResult> CompleteAsync(
        S3UploadRecord upload,
        List<PartETag> parts,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        var result = await access.RunAsync(
            S3Action.Write,
            key,
            // Some stores copy the parts together.
            content.Length / 8,
            async token =>
            {
                try
                {
                    if (!await reader.HoldsAsync(key, condition, token))
                    {
                        return await reader.ResultOfAsync(key, upload.Write, token);
                    }

                    var request = new CompleteMultipartUploadRequest
                    {
                        BucketName = access.Location.Bucket,
                        Key = access.FullKey(key),
                        UploadId = upload.UploadId,
                        PartETags = parts,
                        IfNoneMatch = dialect.IfNoneMatch(condition),
                        IfMatch = dialect.IfMatch(condition),
                    };
                    var response = await access.Client.CompleteMultipartUploadAsync(request, token);
                    return PutResult.Written(S3Errors.RequireETag(response.ETag));
                }
                catch (AmazonS3Exception error) when (S3Errors.IsConditionFailed(error, condition))
                {
                    return await reader.ResultOfAsync(key, upload.Write, token);
                }
                catch (AmazonS3Exception error) when (S3UploadRecords.IsGone(error))
                {
                    // Another publisher of the same bytes has ended it, or this completion arrived twice.
                    var result = await reader.ResultOfAsync(key, upload.Write, token);
                    if (!result.IsWritten)
                    {
                        throw;
                    }

                    return result;
                }
            },
            cancellationToken
        );
        return result.IsWritten && condition != PutCondition.None
            ? await reader.ResultOfAsync(key, upload.Write, cancellationToken)
            : result;
    }

    // Whatever the reason, it must not hide the failure that led here; if this fails too, the record tells a later run.
    private async Task GiveUpAsync(S3UploadRecord upload)
    {
        try
        {
            await records.AbortAsync(upload, CancellationToken.None);
        }
        catch (WheelhouseException) { }
    }

    private static bool IsSame(ArraySegment<byte> body, PartDetail? known) =>
        known is not null && known.Size == body.Count && known.ETag.Trim('"') == Md5(body);

    // What S3 calls the ETag of a part; where a store encrypts, it is something else and the part is sent again.
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5351",
        Justification = "The protocol's ETag of a part is an MD5; the whole is checked by its SHA-256."
    )]
    private static string Md5(ArraySegment<byte> body) => Convert.ToHexStringLower(MD5.HashData(body));

    private static bool IsGone(StoreOperationFailedException error) =>
        error.InnerException is AmazonS3Exception cause && S3UploadRecords.IsGone(cause);

    private sealed record Part(int Number, ArraySegment<byte> Body, string? Sha256);
}
