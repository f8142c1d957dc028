namespace Wheelhouse.Wheels;

/// <summary>A folder of wheels that is not what its manifest says; all differences are told at once.</summary>
public sealed class ManifestMismatchException : WheelhouseException
{
    internal ManifestMismatchException(string folder, IReadOnlyList<string> problems)
        : base(
            $"the folder is not what its manifest says:\n  - {string.Join("\n  - ", problems)}",
            folder,
            "make the folder again with the task that made it"
        ) => Problems = problems;

    /// <summary>Each difference, with the file.</summary>
    public IReadOnlyList<string> Problems { get; }
}
