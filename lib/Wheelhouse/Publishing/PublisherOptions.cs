using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>How a publisher works: how much at once, how patiently, by which clock and dice.</summary>
public sealed record PublisherOptions
{
    /// <summary>
    /// How many files or pages are read or sent at the same time; a store bounds how much of large ones it holds in memory.
    /// Pages are flipped one after the other.
    /// </summary>
    public int ParallelTransfers { get; init; } = 32;

    /// <summary>The index that is changed.</summary>
    public Channel Channel { get; init; } = Channel.Main;

    /// <summary>A lock file of what is published, to be stored beside the run's record; null for none.</summary>
    public ObjectContent? LockFile { get; init; }

    /// <summary>What is published and where each wheel is from, to be stored beside the run's record and the index; null for none.</summary>
    public WheelhouseDescription? Wheelhouse { get; init; }

    /// <summary>Tries the pages before the public ones change; null for no trial.</summary>
    public InstallGate? Gate { get; init; }

    /// <summary>How often the change of one page is tried again after another publisher was faster.</summary>
    public int MostConflicts { get; init; } = 50;

    /// <summary>The longest wait after the first lost race; it doubles with each further one, up to 64 times this.</summary>
    public TimeSpan ConflictPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The commit that a run is made from, for its record; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Where the jitter of the waits comes from, so that publishers who met once do not meet again.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The clock that the waits run by, and that new files are given their time of upload by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
