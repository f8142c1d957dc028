namespace Wheelhouse.Storage;

/// <summary>A store ignores conditions or damages objects, so that publishing to it may lose what is published.</summary>
/// <param name="problems">What it does wrong, a sentence each.</param>
/// <param name="location">The store's location.</param>
public sealed class UnsafeStoreException(IReadOnlyList<string> problems, string location)
    : WheelhouseException(
        $"The store is not safe to publish to: {string.Join("; ", problems)}",
        location,
        "Use another store; or, if only one publisher ever runs and you check what comes out, --unsafe-store."
    )
{
    /// <summary>What the store does wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
