namespace Wheelhouse.Wheels;

/// <summary>A folder of wheels is not what its manifest says.</summary>
public sealed class FolderDiffersException : WheelhouseException
{
    internal FolderDiffersException(string folder, IReadOnlyList<string> problems)
        : base(
            "the folder is not what its manifest says:\n"
                + string.Join('\n', problems.Select(problem => "    " + problem)),
            folder,
            "let the step that made the folder make it again"
        ) => Problems = problems;

    /// <summary>Each wheel that is missing, changed or not in the manifest, with what is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }
}
