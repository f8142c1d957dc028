namespace Wheelhouse.Build.Artifacts;

/// <summary>A folder that would be replaced holds something that no task wrote.</summary>
/// <param name="folder">The folder.</param>
/// <param name="strangers">What is in it besides wheels; empty when only the manifest is missing.</param>
public sealed class FolderInUseException(string folder, IReadOnlyList<string> strangers)
    : WheelhouseException(
        strangers.Count > 0
            ? $"the folder would be replaced, and holds {string.Join(", ", strangers.Take(3))}"
            : "the folder would be replaced, and holds wheels that no task put there (it has no manifest.json)",
        folder,
        "name a new or empty folder"
    );
