namespace Wheelhouse.Storage;

/// <summary>A store refuses an operation to this user.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store or the system said.</param>
/// <param name="permission">The permission that a bucket's user needs and lacks, with what it is needed on; null for a folder.</param>
public sealed class StoreAccessDeniedException(
    string operation,
    string key,
    string location,
    Exception cause,
    string? permission = null
)
    : WheelhouseException(
        $"The store does not let this user {operation} \"{key}\": {cause.Message}",
        location,
        permission is null
            ? "Check the credentials, or the owner and mode of the store's folder."
            : $"Allow the user of these credentials {permission}.",
        cause
    )
{
    /// <summary>What was asked: read, write, list, delete.</summary>
    public string Operation { get; } = operation;

    /// <summary>The object's key, or the prefix of a listing.</summary>
    public string Key { get; } = key;

    /// <summary>Such as <c>s3:PutObject on arn:aws:s3:::BUCKET/KEY</c>; null for a folder.</summary>
    public string? Permission { get; } = permission;
}
