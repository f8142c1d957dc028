namespace Wheelhouse.Storage;

/// <summary>A store says that it does not have what was asked of it, such as conditional writes.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="cause">What the store said.</param>
public sealed class UnsupportedByStoreException(string operation, string key, string location, Exception cause)
    : WheelhouseException(
        $"The store does not support how it was asked to {operation} \"{key}\": {cause.Message}",
        location,
        "A store that is published to needs conditional writes; --unsafe-store does without.",
        cause
    );
