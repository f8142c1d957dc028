using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Wheelhouse.Storage.S3;

/// <summary>The uploads in parts of a bucket that were neither completed nor aborted, whoever began them.</summary>
internal sealed class S3UnfinishedUploads(S3Access access, S3Reader reader)
{
    private static readonly S3Action ListUploads = S3Action.OfBucket("list", "s3:ListBucketMultipartUploads");

    public async IAsyncEnumerable<UnfinishedObject> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListMultipartUploadsRequest
        {
            BucketName = access.Location.Bucket,
            Prefix = access.Location.Prefix,
        };
        ListMultipartUploadsResponse page;
        do
        {
            page = await access.RunAsync(
                ListUploads,
                "",
                0,
                async token =>
                {
                    var answer = await access.Client.ListMultipartUploadsAsync(request, token);
                    S3Errors.RequireListing(answer.BucketName);
                    return answer;
                },
                cancellationToken
            );
            foreach (var upload in page.MultipartUploads ?? [])
            {
                if (await SizeAsync(upload, cancellationToken) is { } size)
                {
                    yield return new UnfinishedObject(
                        upload.Key[access.Location.Prefix.Length..],
                        upload.UploadId,
                        size,
                        S3Heads.At(upload.Initiated)
                    );
                }
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        } while (page.IsTruncated == true);
    }

    /// <summary>Removes an upload's parts, then what the run that began it left written of it.</summary>
    public async Task RemoveAsync(UnfinishedObject upload, CancellationToken cancellationToken)
    {
        await S3UploadRecords.AbortAsync(access, upload.Key, upload.Id, cancellationToken);
        await S3UploadRecords.ForgetAsync(access, reader, upload.Key, upload.Id, cancellationToken);
    }

    // Null where it has ended since it was listed.
    private async Task<long?> SizeAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        var request = new ListPartsRequest
        {
            BucketName = access.Location.Bucket,
            Key = upload.Key,
            UploadId = upload.UploadId,
        };
        var size = 0L;
        ListPartsResponse? page;
        do
        {
            page = await access.RunAsync(
                S3Action.ListParts,
                upload.Key[access.Location.Prefix.Length..],
                0,
                async token =>
                {
                    try
                    {
                        var answer = await access.Client.ListPartsAsync(request, token);
                        S3Errors.RequireListing(answer.BucketName);
                        return answer;
                    }
                    catch (AmazonS3Exception error) when (S3UploadRecords.IsGone(error))
                    {
                        return null;
                    }
                },
                cancellationToken
            );
            if (page is null)
            {
                return null;
            }

            size += (page.Parts ?? []).Sum(part => part.Size ?? 0);
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(CultureInfo.InvariantCulture);
        } while (page.IsTruncated == true);
        return size;
    }
}
