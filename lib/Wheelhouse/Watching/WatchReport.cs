namespace Wheelhouse.Watching;

/// <summary>What a user of an index would find at one time.</summary>
/// <param name="Index">The index, without credentials.</param>
/// <param name="Started">When it was looked at.</param>
/// <param name="Generation">The generation of its list of projects; 0 where no program of ours wrote it, or it cannot be read.</param>
/// <param name="Projects">How many projects it has.</param>
/// <param name="Files">How many files their pages name, yanked ones too.</param>
/// <param name="Bytes">The bytes of these files, as far as pages or servers tell.</param>
/// <param name="Roots">What it offers of what users ask for, in the order given.</param>
/// <param name="Requests">How many requests were sent.</param>
/// <param name="PageTime">How long reading the pages took.</param>
/// <param name="FileTime">How long looking at the files took.</param>
/// <param name="Findings">What is not as it should be, all of it, by URL.</param>
public sealed record WatchReport(
    Uri Index,
    DateTimeOffset Started,
    long Generation,
    int Projects,
    int Files,
    long Bytes,
    IReadOnlyList<WatchedRoot> Roots,
    int Requests,
    TimeSpan PageTime,
    TimeSpan FileTime,
    IReadOnlyList<WatchFinding> Findings
)
{
    /// <summary>Whether users find everything as it should be.</summary>
    public bool IsHealthy => Findings.Count == 0;
}
