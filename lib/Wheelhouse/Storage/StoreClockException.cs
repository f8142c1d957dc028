namespace Wheelhouse.Storage;

/// <summary>The clocks of this machine and of a store differ by more than signatures allow.</summary>
/// <param name="operation">What was asked: read, write, list, delete.</param>
/// <param name="key">The object's key, or the prefix of a listing.</param>
/// <param name="location">The store's location.</param>
/// <param name="now">The time by this machine's clock.</param>
/// <param name="cause">What the store said.</param>
public sealed class StoreClockException(
    string operation,
    string key,
    string location,
    DateTimeOffset now,
    Exception cause
)
    : WheelhouseException(
        $"The clock here says {now:u}, which is too far from the store's; it did not {operation} \"{key}\"",
        location,
        "Set this machine's clock: a signature counts for 15 minutes.",
        cause
    );
