using System.Text;

namespace Wheelhouse.Publishing;

/// <summary>What a repair will do; making it changes nothing.</summary>
/// <param name="Status">What is in the store.</param>
public sealed record RepairPlan(StoreStatus Status)
{
    /// <summary>The pages that will be made anew or restored.</summary>
    public IReadOnlyList<Finding> Mended { get; } = [.. Status.Findings.Where(finding => finding.IsMendable)];

    /// <summary>What users meet and no repair mends: it must be published again, or restored from elsewhere.</summary>
    public IReadOnlyList<Finding> Left { get; } =
    [.. Status.Findings.Where(finding => finding.IsSeenByUsers && !finding.IsMendable)];

    /// <summary>The plan as a text of several lines, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(null, $"Repair {Status.Location}: {Counted.Of(Mended.Count, "page")} to make anew or restore");
        foreach (var finding in Mended)
        {
            var verb = finding.Kind == FindingKind.RestorablePage ? "restore" : "make";
            text.Append(null, $"\n  {verb} {finding}");
        }

        foreach (var finding in Left)
        {
            text.Append(null, $"\n  CANNOT MEND {finding}");
        }

        return text.ToString();
    }
}
