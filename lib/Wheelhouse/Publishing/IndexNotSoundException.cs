namespace Wheelhouse.Publishing;

/// <summary>Users of a store meet something that is not as it should be.</summary>
/// <param name="findings">What they meet.</param>
/// <param name="location">The store's location.</param>
public sealed class IndexNotSoundException(IReadOnlyList<Finding> findings, string location)
    : WheelhouseException(
        $"{Counted.Of(findings.Count, "thing is", "things are")} not as users need them, the first: {findings[0]}",
        location,
        string.Join(' ', Hints(findings))
    )
{
    private static IEnumerable<string> Hints(IReadOnlyList<Finding> findings)
    {
        // A publish sends what no page names yet, and replaces no file.
        if (findings.Any(finding => finding.IsFile))
        {
            yield return "Put the files back as they were, from the bucket's versions or a copy of the site: a publish sends none that a page names"
                + " already. Or Rollback to a run before theirs, delete what is damaged, and publish the release again.";
        }

        if (findings.Any(finding => !finding.IsFile && !finding.IsMendable))
        {
            yield return "Restore the pages that are lost from the bucket's versions or a backup.";
        }

        if (findings.Any(finding => finding.IsMendable))
        {
            yield return findings.All(finding => finding.IsMendable)
                ? "Repair makes these pages anew, or restores them."
                : "Repair makes the other pages anew, or restores them.";
        }
    }
}
