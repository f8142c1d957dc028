namespace Wheelhouse.Build.Collecting;

/// <summary>Files could not be fetched, or are not what pip's report says.</summary>
/// <param name="problems">One line a file.</param>
public sealed class DownloadFailedException(IReadOnlyList<string> problems)
    : WheelhouseException(
        "files could not be fetched:\n" + string.Join('\n', problems.Select(problem => "    " + problem)),
        "the files of pip's report",
        "run the task again; when a hash differs each time, the index serves another file than it lists;"
            + " a file without a hash can be given in a --find-links folder"
    );
