namespace Wheelhouse.Storage;

/// <summary>The credentials were good for a limited time, which is over.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store said.</param>
public sealed class StoreCredentialsExpiredException(string operation, string key, string location, Exception cause)
    : WheelhouseException(
        $"The credentials expired; the store did not {operation} \"{key}\"",
        location,
        "Sign in again, or take credentials that last as long as the run, and run again: what was done stays done.",
        cause
    );
