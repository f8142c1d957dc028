using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>Different wheels have one file name.</summary>
/// <param name="files">All of them.</param>
public sealed class WheelsDifferException(IReadOnlyList<(string Path, ManifestEntry Entry)> files)
    : WheelhouseException(
        "different wheels have one file name",
        string.Join('\n', files.Select(file => $"{file.Path} sha256 {file.Entry.Sha256} from {file.Entry.Origin}")),
        "keep the one that is meant and leave the other source out"
    );
