namespace Wheelhouse.Storage;

/// <summary>The files below a folder as rows of a listing, in the order of a bucket: ordinal by the whole key.</summary>
internal static class FolderListing
{
    public static IEnumerable<ListedObject> Of(string folder, string prefix)
    {
        // Whole parts of the prefix lead straight to a folder; only its last part is compared name by name.
        var below = prefix[..(prefix.LastIndexOf('/') + 1)];
        var start = new DirectoryInfo(Path.Combine(folder, below));
        return start.Exists ? Walk(start, below, prefix) : [];
    }

    private static IEnumerable<ListedObject> Walk(DirectoryInfo folder, string below, string prefix)
    {
        // A folder sorts as its files' keys do, with the slash: `a-b` before `a/b` before `a0`.
        var entries = folder
            .EnumerateFileSystemInfos()
            .Where(entry => !entry.Name.StartsWith(ObjectKey.ReservedBeginning, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (Entry: entry, Key: below + entry.Name + (entry is DirectoryInfo ? "/" : "")))
            .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .ToList();

        foreach (var (entry, key) in entries)
        {
            if (entry is DirectoryInfo inner)
            {
                foreach (var row in Walk(inner, key, prefix))
                {
                    yield return row;
                }
            }
            else if (entry is FileInfo { Exists: true } file)
            {
                // A file deleted since the folder was read is no longer there to be listed.
                yield return new ListedObject(key, file.Length, file.LastWriteTimeUtc);
            }
        }
    }
}
