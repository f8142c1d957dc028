using Wheelhouse.Index;
using Wheelhouse.Wheels;

namespace Wheelhouse.Watching;

/// <summary>A file as a page names it, to whoever reads the page at its address.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Url">Its absolute URL without a fragment.</param>
/// <param name="Sha256">Of its bytes; null where the page does not say.</param>
/// <param name="RequiresPython">As the page has it; null without one.</param>
/// <param name="MetadataSha256">Of the METADATA beside it; null where there is none, empty where its hash is not told.</param>
/// <param name="Yanked">Why it is yanked, perhaps empty; null when it is not.</param>
/// <param name="Size">In bytes; null where the page does not say, as HTML cannot.</param>
internal sealed record SeenFile(
    string Name,
    Uri Url,
    string? Sha256,
    string? RequiresPython,
    string? MetadataSha256,
    string? Yanked,
    long? Size
)
{
    /// <summary>The file's name taken apart; null for a file that is no wheel.</summary>
    public WheelFileName? Wheel => WheelFileName.TryParse(Name, out var wheel) ? wheel : null;

    /// <summary>Where its METADATA lies.</summary>
    public Uri MetadataUrl => new(Url.AbsoluteUri + ".metadata");

    /// <summary>An entry of a JSON page.</summary>
    public static SeenFile Of(IndexFile file, Uri page) =>
        new(
            $"{file.FileName}",
            new Uri(page, file.Url),
            file.Sha256,
            file.RequiresPython,
            file.CoreMetadataSha256,
            file.Yanked,
            file.Size
        );
}
