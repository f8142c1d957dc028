namespace Wheelhouse.Publishing;

/// <summary>What an index was after a run cannot be put back, since parts of it are no longer kept. Nothing was changed.</summary>
/// <param name="run">The run.</param>
/// <param name="missing">What is missing, one line each.</param>
/// <param name="location">The store's location.</param>
public sealed class HistoryMissingException(RunId run, IReadOnlyList<string> missing, string location)
    : WheelhouseException(
        $"the state after the run {run} is no longer kept:\n    " + string.Join("\n    ", missing),
        location,
        "Go back to a later run, or restore these objects from the bucket's versions."
    )
{
    /// <summary>What is missing.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
