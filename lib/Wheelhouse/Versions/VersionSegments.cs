namespace Wheelhouse.Versions;

/// <summary>Where the segments of a version lie in a text; an empty range is a number left out, which counts as 0.</summary>
internal ref struct VersionSegments
{
    internal Range Epoch;
    internal Range Release;
    internal int ReleaseCount;

    /// <summary><c>a</c>, <c>b</c>, <c>rc</c>, or null where there is no such segment.</summary>
    internal string? PrePhase;
    internal Range Pre;
    internal bool HasPost;
    internal Range Post;
    internal bool HasDev;
    internal Range Dev;
    internal Range? Local;

    /// <summary>The place after the version's last character.</summary>
    internal int End;

    internal readonly bool IsReleaseOnly => PrePhase is null && !HasPost && !HasDev && Local is null;
}
