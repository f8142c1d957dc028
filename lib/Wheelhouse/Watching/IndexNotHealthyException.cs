namespace Wheelhouse.Watching;

/// <summary>Users of an index meet something that is not as it should be.</summary>
/// <param name="findings">What they meet.</param>
/// <param name="index">The index.</param>
public sealed class IndexNotHealthyException(IReadOnlyList<WatchFinding> findings, Uri index)
    : WheelhouseException(
        findings.Count == 1
            ? $"one thing is not as users need it: {findings[0]}"
            : $"{Counted.Of(findings.Count, "thing is", "things are")} not as users need them, the first: {findings[0]}",
        Secrets.Mask(index.AbsoluteUri),
        findings[0].Hint
    );
