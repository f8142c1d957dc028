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
