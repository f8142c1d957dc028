namespace Wheelhouse.Build.Collecting;

/// <summary>pip took a file of a linked project from elsewhere than the recipe says.</summary>
/// <param name="problems">One line a file.</param>
public sealed class LinkNotFollowedException(IReadOnlyList<string> problems)
    : WheelhouseException(
        "projects are not taken from where the recipe links them to:\n"
            + string.Join('\n', problems.Select(problem => "    " + problem)),
        "the recipe's \"linked\"",
        "another source has a version that pip prefers: leave that source out, or pin the version that is linked"
    );
