using System.Text;

namespace Wheelhouse.Publishing;

/// <summary>What a prune will do; making it changes nothing.</summary>
/// <param name="Entries">The versions that leave the channel's pages: what needs others first.</param>
/// <param name="Kept">The versions that stay since others need them.</param>
/// <param name="Objects">Objects that go: pages kept for rollbacks, trials left over and cached builds, then files that no page names.</param>
public sealed record PrunePlan(ChangePlan Entries, IReadOnlyList<KeptVersion> Kept, IReadOnlyList<PrunedObject> Objects)
{
    /// <summary>The bytes of the objects that go.</summary>
    public long Bytes => Objects.Sum(row => row.Size);

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Entries.IsEmpty && Objects.Count == 0;

    /// <summary>The plan as a text of several lines, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Entries);
        foreach (var kept in Kept)
        {
            text.Append(null, $"\n  keep {kept.Project} {kept.Version}: {kept.NeededBy} needs it");
        }

        text.Append(null, $"\n{Counted.Of(Objects.Count, "object")} to remove ({Bytes:N0} bytes)");
        foreach (var pruned in Objects)
        {
            text.Append(null, $"\n  remove {pruned.Key}: {pruned.Why}");
        }

        return text.ToString();
    }
}
