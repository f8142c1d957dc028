namespace Wheelhouse.Publishing;

/// <summary>The record of a run is damaged, or of a later version of this program.</summary>
/// <param name="problems">Everything that is wrong with it, one line each.</param>
/// <param name="where">Its key.</param>
public sealed class InvalidReleaseRecordException(IReadOnlyList<string> problems, string where)
    : WheelhouseException(
        "the record of a run cannot be read: " + string.Join("; ", problems),
        where,
        "Restore the object from the store's versions, or remove it: the index does not need it, only Releases and Rollback do."
    )
{
    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
