namespace Wheelhouse.Publishing;

/// <summary>What a run did, as it stands under <c>releases/{run}.json</c>. A run without it did not come to its end.</summary>
/// <param name="Run">The run.</param>
/// <param name="Action">What it did.</param>
/// <param name="Finished">When its last page was changed, by the clock of the machine that ran it.</param>
/// <param name="RootGeneration">The generation of the list of projects afterwards: the state that a rollback to this run restores.</param>
/// <param name="Pages">The pages that it changed, in this order.</param>
public sealed record ReleaseRecord(
    RunId Run,
    IndexAction Action,
    DateTimeOffset Finished,
    long RootGeneration,
    IReadOnlyList<PageChange> Pages
)
{
    /// <summary>The commit that the run was made from; null where it was not told.</summary>
    public string? Commit { get; init; }
}
