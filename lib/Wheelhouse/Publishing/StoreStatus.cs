namespace Wheelhouse.Publishing;

/// <summary>What is in a store, and what is not as it should be.</summary>
/// <param name="Location">The store's location.</param>
/// <param name="Channels">Its channels, the main one first.</param>
/// <param name="Objects">How many objects it has, pages included.</param>
/// <param name="Bytes">The bytes of all objects.</param>
/// <param name="KeptForRollback">The files that only pages of earlier runs name, in ordinal order.</param>
/// <param name="Findings">What is not as it should be, in ordinal order of keys.</param>
public sealed record StoreStatus(
    string Location,
    IReadOnlyList<ChannelStatus> Channels,
    int Objects,
    long Bytes,
    IReadOnlyList<string> KeptForRollback,
    IReadOnlyList<Finding> Findings
)
{
    /// <summary>Whether users find everything as it should be.</summary>
    public bool IsSound => !Findings.Any(finding => finding.IsSeenByUsers);
}
