namespace Wheelhouse.Publishing;

/// <summary>Which versions of a channel may go, and when files follow.</summary>
public sealed record PruneRules
{
    /// <summary>How many versions of each project stay whatever their age, the newest that are not yanked; null for one.</summary>
    public int? Keep { get; init; }

    /// <summary>How long after its upload a version stays besides; null where the number alone decides.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>How long a file stays that no page names any more, a page that was replaced, and a cached build.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(30);
}
