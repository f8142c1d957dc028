using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>The wheels of several folders as one set.</summary>
public static class WheelUnion
{
    /// <summary>Unites folders.</summary>
    /// <param name="folders">The folders.</param>
    /// <returns>For each file name the path of the file and its entry, in order of file name.</returns>
    /// <exception cref="WheelsDifferException">Two folders have different files under one name.</exception>
    public static IReadOnlyList<(string Path, ManifestEntry Entry)> Of(IReadOnlyList<WheelFolder> folders)
    {
        var byName = folders
            .SelectMany(folder =>
                folder.Manifest.Entries.Select(entry =>
                    (Path: Path.Combine(folder.Path, entry.FileName.ToString()), Entry: entry)
                )
            )
            .GroupBy(item => item.Entry.FileName)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .ToList();
        var different = byName.Where(group => group.DistinctBy(item => item.Entry.Sha256).Count() > 1).ToList();
        return different.Count == 0
            ? [.. byName.Select(group => group.First())]
            : throw new WheelsDifferException([.. different.SelectMany(group => group)]);
    }
}
