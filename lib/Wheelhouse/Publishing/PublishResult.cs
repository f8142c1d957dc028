namespace Wheelhouse.Publishing;

/// <summary>What a publish did.</summary>
/// <param name="FilesSent">The keys of the files that were written, in ordinal order.</param>
/// <param name="FilesAlreadyThere">The keys of planned files that were in the store already with the same bytes, as after a killed run.</param>
/// <param name="BytesSent">How many bytes of files were written.</param>
/// <param name="PagesWritten">The keys of the pages that were written, in this order.</param>
/// <param name="Conflicts">How often another publisher was faster and a page was merged anew.</param>
/// <param name="Record">What was written down of the run; null when it changed no page, or derived ones alone.</param>
public sealed record PublishResult(
    IReadOnlyList<string> FilesSent,
    IReadOnlyList<string> FilesAlreadyThere,
    long BytesSent,
    IReadOnlyList<string> PagesWritten,
    int Conflicts,
    ReleaseRecord? Record
)
{
    /// <summary>The result as a line for people.</summary>
    public override string ToString() =>
        $"Sent {FilesSent.Count} files ({BytesSent:N0} bytes), {FilesAlreadyThere.Count} were there already; "
        + $"wrote {PagesWritten.Count} pages, merged anew {Conflicts} times.";
}
