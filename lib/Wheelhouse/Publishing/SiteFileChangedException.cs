namespace Wheelhouse.Publishing;

/// <summary>A file of the site no longer has the bytes that its page names; it was not sent.</summary>
/// <param name="path">The file's path.</param>
/// <param name="problem">How it differs.</param>
/// <param name="cause">What the system said, where the file could not be read.</param>
public sealed class SiteFileChangedException(string path, string problem, Exception? cause = null)
    : WheelhouseException(
        $"The file is not the one that its page names: {problem}",
        path,
        "It was changed or damaged after the site was built: build the site anew.",
        cause
    )
{
    /// <summary>The file's path.</summary>
    public string Path { get; } = path;
}
