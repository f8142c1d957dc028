namespace Wheelhouse.Watching;

/// <summary>How an index is watched.</summary>
public sealed record WatchOptions
{
    /// <summary>How many requests are under way at once.</summary>
    public int ParallelRequests { get; init; } = 16;

    /// <summary>How often a request is sent whose answer may be another next time, and pages are read that do not agree.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long to wait before the second attempt; it doubles with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing may arrive; a whole page may take four times as long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How large a page may be, and the METADATA of a wheel, in bytes after decompression.</summary>
    public int MostPageBytes { get; init; } = 64 << 20;

    /// <summary>Whether every file is read whole and its bytes are compared with its page; otherwise its size alone is.</summary>
    public bool ReadsFiles { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
