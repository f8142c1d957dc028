namespace Wheelhouse.Publishing;

/// <summary>Users of a store meet something that is not as it should be.</summary>
/// <param name="findings">What they meet.</param>
/// <param name="location">The store's location.</param>
public sealed class IndexNotSoundException(IReadOnlyList<Finding> findings, string location)
    : WheelhouseException(
        $"{Counted.Of(findings.Count, "thing is", "things are")} not as users need them, the first: {findings[0]}",
        location,
        findings.All(finding => finding.IsMendable)
            ? "Repair makes these pages anew, or restores them."
            : "Publish the files again, or restore the objects from the bucket's versions; Rollback goes back to a run before."
    );
