namespace Wheelhouse.Index;

/// <summary>A page that is not one of this index's own, or that would not be; every problem is listed.</summary>
/// <param name="problems">What is wrong, one line each.</param>
/// <param name="where">The page's key, path or project.</param>
public sealed class InvalidIndexPageException(IReadOnlyList<string> problems, string where)
    : WheelhouseException(
        $"This is no valid page of the index:\n    {string.Join("\n    ", problems)}",
        where,
        "The page was written by another program, by a newer version of this one, or damaged: nothing is changed until that is clear."
    )
{
    /// <summary>What is wrong, one line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
