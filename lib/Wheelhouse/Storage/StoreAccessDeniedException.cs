namespace Wheelhouse.Storage;

/// <summary>A store refuses an operation to this user.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store or the system said.</param>
public sealed class StoreAccessDeniedException(string operation, string key, string location, Exception cause)
    : WheelhouseException(
        $"The store does not let this user {operation} \"{key}\": {cause.Message}",
        location,
        "Check the credentials, or the owner and mode of the store's folder.",
        cause
    )
{
    /// <summary>What was asked: read, write, list, delete.</summary>
    public string Operation { get; } = operation;

    /// <summary>The object's key, or the prefix of a listing.</summary>
    public string Key { get; } = key;
}
