namespace Wheelhouse.Wheels;

/// <summary>A set of wheels cannot be written into a folder that holds something: a set appears whole, in one step.</summary>
/// <param name="folder">The folder, or the file in its place.</param>
/// <param name="found">The name of something that is there.</param>
public sealed class FolderNotEmptyException(string folder, string found)
    : WheelhouseException(
        $"'{found}' is there already, and a set of wheels is written into a folder of its own",
        folder,
        "write into a new or empty folder, and put it in the old one's place when complete"
    );
