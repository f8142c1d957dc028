namespace Wheelhouse.Publishing;

/// <summary>
/// Files of the site have names that the store holds with other bytes, or that another run is about to publish with others: no
/// page was changed. Every one is listed.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="location">The store's location.</param>
public sealed class PublishRefusedException(IReadOnlyList<RefusedFile> files, string location)
    : WheelhouseException(
        "Published files never change, and these would:\n    " + string.Join("\n    ", files.Select(Text)),
        location,
        HintFor(files)
    )
{
    /// <summary>The files.</summary>
    public IReadOnlyList<RefusedFile> Files { get; } = files;

    private static string Text(RefusedFile file) =>
        file.Claim is null
            ? $"{file.Name}: sha256 {file.PublishedSha256} in the store, {file.NewSha256} in the site"
            : $"{file.Name}: sha256 {file.PublishedSha256} in a run that is publishing it at this moment, "
                + $"{file.NewSha256} in this one";

    private static string HintFor(IReadOnlyList<RefusedFile> files)
    {
        var claims = files.Where(file => file.Claim is not null).DistinctBy(file => file.Claim).ToList();
        return claims.Count == 0
            ? "Give the new wheels another version or build tag. A file that no page names is left from a run that did not end: prune it."
            : "Give the new wheels another version or build tag, or publish the very files that the other run does. "
                + "If it was killed and surely runs no more, remove what it left: "
                + string.Join(
                    ", ",
                    claims.Select(file =>
                        $"\"{file.Claim}\", which counts for nothing after {file.ClaimEnds?.ToUniversalTime():yyyy-MM-dd HH:mm} UTC"
                    )
                )
                + ".";
    }
}
