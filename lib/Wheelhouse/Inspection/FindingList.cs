using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>Gathers findings; of each kind only so many, since a hostile wheel can have millions of members.</summary>
internal sealed class FindingList
{
    private const int MostOfAKind = 1000;

    private readonly List<Finding> findings = [];
    private readonly Dictionary<(FindingKind Kind, FindingSeverity Severity), int> counts = [];

    public void Error(FindingKind kind, string? member, string what) =>
        Add(new Finding(FindingSeverity.Error, kind, member, what));

    public void Warn(FindingKind kind, string? member, string what) =>
        Add(new Finding(FindingSeverity.Warning, kind, member, what));

    public void Note(FindingKind kind, string? member, string what) =>
        Add(new Finding(FindingSeverity.Fact, kind, member, what));

    public void Error(FindingKind kind, WheelhouseException error, string? member = null) =>
        Add(
            new Finding(
                FindingSeverity.Error,
                kind,
                member ?? (error as WheelArchiveException)?.Member,
                error.What,
                error
            )
        );

    /// <summary>All that was found, errors first, each kind together.</summary>
    public IReadOnlyList<Finding> ToList() =>
        [
            .. findings
                .Concat(
                    counts
                        .Where(count => count.Value > MostOfAKind)
                        .Select(count => new Finding(
                            count.Key.Severity,
                            count.Key.Kind,
                            null,
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"and {count.Value - MostOfAKind} more like these"
                            )
                        ))
                )
                .OrderByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Kind),
        ];

    private void Add(Finding finding)
    {
        var key = (finding.Kind, finding.Severity);
        counts[key] = counts.GetValueOrDefault(key) + 1;
        if (counts[key] <= MostOfAKind)
        {
            findings.Add(finding);
        }
    }
}
