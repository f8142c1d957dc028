namespace Wheelhouse.Publishing;

/// <summary>Pages were to name files that a prune has removed since the plan was made; no page was touched.</summary>
/// <param name="files">The files' keys.</param>
/// <param name="location">The store's location.</param>
public sealed class FilesRemovedException(IReadOnlyList<string> files, string location)
    : WheelhouseException(
        $"files are no longer in the store:\n  {string.Join("\n  ", files)}",
        location,
        "A prune took them after this was planned. Publish them again from where they were made."
    )
{
    /// <summary>The files' keys.</summary>
    public IReadOnlyList<string> Files { get; } = files;
}
