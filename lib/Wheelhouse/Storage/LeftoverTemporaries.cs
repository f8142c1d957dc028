using System.Collections.Concurrent;

namespace Wheelhouse.Storage;

/// <summary>
/// Unfinished files. They lie beside the file they become, since only a rename within a file system is atomic; those that a
/// killed run left behind are removed by the first write into their folder once they are too old to be anyone's.
/// </summary>
internal sealed class LeftoverTemporaries(TimeProvider time)
{
    private const string Beginning = ObjectKey.ReservedBeginning + "new-";
    private static readonly TimeSpan OldAge = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, bool> cleaned = new();

    public static string NewName(string folder) => Path.Combine(folder, Beginning + Guid.NewGuid().ToString("N"));

    /// <summary>All of them below a folder, by their paths from it.</summary>
    public static IEnumerable<UnfinishedObject> Below(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .EnumerateFiles(Beginning + "*", SearchOption.AllDirectories)
                .Select(file => (Key: Path.GetRelativePath(folder, file.FullName), File: file))
                .OrderBy(row => row.Key, StringComparer.Ordinal)
                // One that got its name meanwhile is finished; what is asked here is remembered for what follows.
                .Where(row => row.File.Exists)
                .Select(row => new UnfinishedObject(
                    row.Key.Replace(Path.DirectorySeparatorChar, '/'),
                    row.File.Name,
                    row.File.Length,
                    row.File.LastWriteTimeUtc
                ))
            : [];

    public void RemoveFrom(string folder)
    {
        if (!cleaned.TryAdd(folder, true))
        {
            return;
        }

        var limit = time.GetUtcNow() - OldAge;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles(Beginning + "*"))
        {
            if (file.LastWriteTimeUtc < limit)
            {
                file.Delete();
            }
        }
    }
}
