namespace Wheelhouse.Build.Collecting;

/// <summary>A requirements file cannot be read.</summary>
/// <param name="path">The file that was asked for.</param>
/// <param name="problems">One line each, with the file and line.</param>
public sealed class InvalidRequirementsFileException(string path, IReadOnlyList<string> problems)
    : WheelhouseException(
        "the requirements cannot be read:\n" + string.Join('\n', problems.Select(problem => "    " + problem)),
        path,
        "name other files in the recipe's \"requirements\"; sources are given with --index-url and --extra-index-url"
    );
