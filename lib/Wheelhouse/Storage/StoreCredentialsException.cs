namespace Wheelhouse.Storage;

/// <summary>A store does not know these credentials, or there are none.</summary>
/// <param name="problem">What is wrong with them; never the credentials themselves.</param>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="hint">How to mend it.</param>
/// <param name="cause">What the store or its client said.</param>
public sealed class StoreCredentialsException(
    string problem,
    string operation,
    string key,
    string location,
    string hint,
    Exception cause
) : WheelhouseException($"The store could not {operation} \"{key}\": {problem}", location, hint, cause);
