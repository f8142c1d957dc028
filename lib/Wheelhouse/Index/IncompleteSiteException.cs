namespace Wheelhouse.Index;

/// <summary>A site lacks files that its pages name, or has them with another size; every one is listed.</summary>
/// <param name="problems">What is missing or wrong, one line each.</param>
/// <param name="folder">The site's folder.</param>
public sealed class IncompleteSiteException(IReadOnlyList<string> problems, string folder)
    : WheelhouseException(
        $"The site is not complete:\n    {string.Join("\n    ", problems)}",
        folder,
        "Build the site anew."
    )
{
    /// <summary>What is missing or wrong, one line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
