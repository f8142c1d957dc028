namespace Wheelhouse.Watching;

/// <summary>One thing that a user of an index meets and that is not as it should be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Url">Where, without credentials.</param>
/// <param name="What">What was found, in one line.</param>
/// <param name="Hint">How to mend it.</param>
public sealed record WatchFinding(WatchFindingKind Kind, string Url, string What, string Hint)
{
    /// <summary>The finding with the usual hint of its kind.</summary>
    internal static WatchFinding At(Uri url, WatchFindingKind kind, string what) =>
        new(kind, Secrets.Mask(url.AbsoluteUri), what, HintOf(kind));

    /// <summary>The finding as a line for people.</summary>
    public override string ToString() => $"{Kind}: {Url}: {What}";

    private static string HintOf(WatchFindingKind kind) =>
        kind switch
        {
            WatchFindingKind.Unreachable => "look whether the server runs and its name resolves from here",
            WatchFindingKind.Missing =>
                "publish it again; Repair makes pages anew; a CDN may still serve an old answer",
            WatchFindingKind.Refused => "let everybody read it: Setup-Bucket --plan says how the bucket differs",
            WatchFindingKind.ServerFailure =>
                "look into the server's log; where a CDN is in front, ask the store itself",
            WatchFindingKind.BadRedirect => "look at the redirects of the server or the CDN in front",
            WatchFindingKind.TooLarge => "something else than this index answers there: a portal, a proxy",
            WatchFindingKind.WrongType => "set the type that the object is stored with; a proxy in front may change it",
            WatchFindingKind.BrokenPage =>
                "Repair makes pages anew from the JSON; Rollback goes back to an earlier run",
            WatchFindingKind.UnsafeUrl => "write it percent-encoded: + as %2B, which some servers read as a blank",
            WatchFindingKind.OutOfStep =>
                "wait for a publish that is under way; else Repair, and let a CDN not cache pages",
            WatchFindingKind.WrongSize or WatchFindingKind.WrongHash =>
                "restore the object from the bucket's versions; a published file never changes",
            WatchFindingKind.WrongMetadata => "publish a new version: the file beside the wheel is not its METADATA",
            WatchFindingKind.NotOffered => "publish it, or take the mark back with Unyank",
            _ => "see what the installer says; Yank or Rollback takes a bad release back",
        };
}
