namespace Wheelhouse.Storage;

/// <summary>A store could not do what was asked, for a reason other than an absent object or a condition that did not hold.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store or the system said.</param>
public sealed class StoreOperationFailedException(string operation, string key, string location, Exception cause)
    : WheelhouseException(
        $"The store could not {operation} \"{key}\": {cause.Message}",
        location,
        "Nothing was taken for absent. Mend the cause and run again: what was done stays done.",
        cause
    )
{
    /// <summary>What was asked: read, write, list, delete.</summary>
    public string Operation { get; } = operation;

    /// <summary>The object's key, or the prefix of a listing.</summary>
    public string Key { get; } = key;
}
