namespace Wheelhouse.Storage.S3;

/// <summary>What is asked of a bucket, and the permission it takes.</summary>
internal sealed record S3Action(string Operation, string Permission)
{
    public static readonly S3Action Read = new("read", "s3:GetObject");
    public static readonly S3Action Write = new("write", "s3:PutObject");
    public static readonly S3Action Delete = new("delete", "s3:DeleteObject");
    public static readonly S3Action List = new("list", "s3:ListBucket");
    public static readonly S3Action ListParts = new("list the parts of", "s3:ListMultipartUploadParts");
    public static readonly S3Action Abort = new("remove the parts of", "s3:AbortMultipartUpload");

    private bool IsOfBucket { get; init; }

    /// <summary>What is asked of the bucket itself, such as of its settings.</summary>
    public static S3Action OfBucket(string operation, string permission) =>
        new(operation, permission) { IsOfBucket = true };

    /// <summary>The permission with what it is needed on, as an IAM policy names them.</summary>
    public string PermissionOn(string bucket, string key) =>
        this == List || IsOfBucket ? $"{Permission} on arn:aws:s3:::{bucket}"
        // Without the right to list, AWS refuses to read what is absent, and does not say that it is.
        : this == Read ? $"{Permission} on arn:aws:s3:::{bucket}/{key}, and {List.Permission} on arn:aws:s3:::{bucket}"
        : $"{Permission} on arn:aws:s3:::{bucket}/{key}";
}
