namespace Wheelhouse.Index;

/// <summary>A file name that is published already would get other bytes; published files never change.</summary>
/// <param name="fileName">The wheel's file name.</param>
/// <param name="publishedSha256">The SHA-256 of the published bytes.</param>
/// <param name="newSha256">The SHA-256 of the bytes that were to be published.</param>
/// <param name="where">The page or key that names the published file.</param>
public sealed class PublishedFileDiffersException(
    string fileName,
    string publishedSha256,
    string newSha256,
    string where
)
    : WheelhouseException(
        $"\"{fileName}\" is published with sha256 {publishedSha256} and was now given with sha256 {newSha256}",
        where,
        "Published files never change: give the new wheel another version or build tag."
    )
{
    /// <summary>The wheel's file name.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The SHA-256 of the published bytes.</summary>
    public string PublishedSha256 { get; } = publishedSha256;

    /// <summary>The SHA-256 of the bytes that were to be published.</summary>
    public string NewSha256 { get; } = newSha256;
}
