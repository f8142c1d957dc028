using Wheelhouse.Index;
using Wheelhouse.Names;

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
    /// <summary>How many wheels were sent.</summary>
    public int WheelsSent => FilesSent.Count - MetadataFilesSent;

    /// <summary>How many METADATA files of wheels were sent.</summary>
    public int MetadataFilesSent => FilesSent.Count(IndexLayout.IsSidecar);

    /// <summary>How many projects have a page, as HTML or JSON, that was written.</summary>
    public int ProjectPages => PagesWritten.Select(IndexLayout.ProjectOfPage).OfType<ProjectName>().Distinct().Count();

    /// <summary>The result as a line for people.</summary>
    public override string ToString() =>
        $"Sent {Counted.Of(WheelsSent, "wheel")} and {Counted.Of(MetadataFilesSent, "metadata file")} ({BytesSent:N0} bytes), "
        + $"{Counted.Of(FilesAlreadyThere.Count, "file was", "files were")} there already; changed "
        + $"{Counted.Of(ProjectPages, "project page")} ({Counted.Of(PagesWritten.Count, "object")} written), "
        + $"merged anew {Counted.Of(Conflicts, "time")}.";
}
