using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Newtonsoft.Json;

namespace Wheelhouse.Storage.S3;

/// <summary>The records of uploads in parts, under keys that listings do not show.</summary>
internal sealed class S3UploadRecords(S3Access access, S3Reader reader, S3Writer writer)
{
    /// <summary>Whether a store says of an upload that it was completed or aborted; Ceph's gateway calls it a key where parts are listed.</summary>
    public static bool IsGone(AmazonS3Exception error) => error.ErrorCode is "NoSuchUpload" or "NoSuchKey";

    private const string Folder = ObjectKey.ReservedBeginning + "uploads/";
    private const int MostBytes = 1 << 16;

    public async Task<S3UploadRecord?> FindAsync(
        string key,
        string sha256,
        int partSize,
        CancellationToken cancellationToken
    )
    {
        var found = await ReadAsync(access, reader, KeyOf(key, sha256), cancellationToken);
        return found is not null && found.Key == key && found.Sha256 == sha256 && found.PartSize == partSize
            ? found
            : null;
    }

    public Task KeepAsync(S3UploadRecord upload, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(upload));
        return writer.PutAsync(
            KeyOf(upload),
            ObjectContent.FromBytes(bytes),
            new ObjectOptions("application/json"),
            PutCondition.None,
            cancellationToken
        );
    }

    public Task ForgetAsync(S3UploadRecord upload, CancellationToken cancellationToken) =>
        access.DeleteAsync(KeyOf(upload), cancellationToken);

    /// <summary>Removes the record of an upload that was aborted; the upload alone does not tell under which key that is.</summary>
    public static async Task ForgetAsync(
        S3Access access,
        S3Reader reader,
        string key,
        string uploadId,
        CancellationToken cancellationToken
    )
    {
        await foreach (var row in reader.ListAsync(Folder, cancellationToken))
        {
            var found = await ReadAsync(access, reader, row.Key, cancellationToken);
            if (found?.Key == key && found.UploadId == uploadId)
            {
                await access.DeleteAsync(row.Key, cancellationToken);
            }
        }
    }

    /// <summary>Removes an upload's parts, then its record.</summary>
    public async Task AbortAsync(S3UploadRecord upload, CancellationToken cancellationToken)
    {
        await AbortAsync(access, upload.Key, upload.UploadId, cancellationToken);
        await ForgetAsync(upload, cancellationToken);
    }

    /// <summary>Removes the parts of an upload that may have ended already.</summary>
    public static Task AbortAsync(S3Access access, string key, string uploadId, CancellationToken cancellationToken) =>
        access.RunAsync(
            S3Action.Abort,
            key,
            0,
            async token =>
            {
                try
                {
                    var request = new AbortMultipartUploadRequest
                    {
                        BucketName = access.Location.Bucket,
                        Key = access.FullKey(key),
                        UploadId = uploadId,
                    };
                    return await access.Client.AbortMultipartUploadAsync(request, token);
                }
                catch (AmazonS3Exception error) when (IsGone(error))
                {
                    return null;
                }
            },
            cancellationToken
        );

    /// <summary>The parts that are there, by number.</summary>
    public async Task<Dictionary<int, PartDetail>> PartsAsync(
        S3UploadRecord upload,
        CancellationToken cancellationToken
    )
    {
        var parts = new Dictionary<int, PartDetail>();
        var request = new ListPartsRequest
        {
            BucketName = access.Location.Bucket,
            Key = access.FullKey(upload.Key),
            UploadId = upload.UploadId,
        };
        ListPartsResponse page;
        do
        {
            page = await access.RunAsync(
                S3Action.ListParts,
                upload.Key,
                0,
                async token =>
                {
                    var answer = await access.Client.ListPartsAsync(request, token);
                    S3Errors.RequireListing(answer.BucketName);
                    return answer;
                },
                cancellationToken
            );
            foreach (var part in page.Parts ?? [])
            {
                parts[part.PartNumber ?? 0] = part;
            }

            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        } while (page.IsTruncated == true);
        return parts;
    }

    /// <summary>Removes what runs that were killed long ago left, once for a store that is opened.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        if (!access.TryBeginCleaning())
        {
            return;
        }

        var limit = access.Settings.Time.GetUtcNow() - access.Settings.OldAge;
        await foreach (var row in reader.ListAsync(Folder, cancellationToken))
        {
            if (row.LastModified < limit && await ReadAsync(access, reader, row.Key, cancellationToken) is { } old)
            {
                await AbortAsync(old, cancellationToken);
            }
        }
    }

    private static string KeyOf(S3UploadRecord upload) => KeyOf(upload.Key, upload.Sha256 ?? upload.Write);

    private static string KeyOf(string key, string mark) =>
        Folder + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{mark}")));

    private static async Task<S3UploadRecord?> ReadAsync(
        S3Access access,
        S3Reader reader,
        string recordKey,
        CancellationToken cancellationToken
    )
    {
        await using var found = await reader.GetAsync(recordKey, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(await found.ReadBytesAsync(MostBytes, cancellationToken));
        try
        {
            return JsonConvert.DeserializeObject<S3UploadRecord>(text);
        }
        catch (JsonException error)
        {
            throw new StoreOperationFailedException("read", recordKey, access.Location.ToString(), error);
        }
    }
}
