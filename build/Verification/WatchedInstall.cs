using Wheelhouse.Watching;

namespace Wheelhouse.Build.Verification;

/// <summary>What came of installing from an index that is watched.</summary>
/// <param name="Installed">What was installed, in order of name; empty where it failed.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Finding">Why it failed; null when it did not.</param>
public sealed record WatchedInstall(
    IReadOnlyList<InstalledDistribution> Installed,
    TimeSpan Time,
    WatchFinding? Finding
);
