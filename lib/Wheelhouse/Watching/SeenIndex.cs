namespace Wheelhouse.Watching;

/// <summary>The pages of an index as they were read at one time.</summary>
/// <param name="Generation">The generation of its list of projects; 0 where no program of ours wrote it, or it cannot be read.</param>
/// <param name="Projects">Its projects, by name.</param>
/// <param name="Findings">What is wrong with the pages.</param>
internal sealed record SeenIndex(
    long Generation,
    IReadOnlyList<SeenProject> Projects,
    IReadOnlyList<WatchFinding> Findings
);
