namespace Wheelhouse.Publishing;

/// <summary>Files of the site have names that the store holds with other bytes: no page was changed. Every one is listed.</summary>
/// <param name="files">The files.</param>
/// <param name="location">The store's location.</param>
public sealed class PublishRefusedException(IReadOnlyList<RefusedFile> files, string location)
    : WheelhouseException(
        "Published files never change, and these would:\n    "
            + string.Join(
                "\n    ",
                files.Select(file =>
                    $"{file.Name}: sha256 {file.PublishedSha256} in the store, {file.NewSha256} in the site"
                )
            ),
        location,
        "Give the new wheels another version or build tag. A file that no page names is left from a run that did not end: prune it."
    )
{
    /// <summary>The files.</summary>
    public IReadOnlyList<RefusedFile> Files { get; } = files;
}
