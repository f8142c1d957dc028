namespace Wheelhouse.Storage;

/// <summary>
/// The lock under which the writers of a folder decide conditions and rename. It is the system's lock on an open file, so
/// that a killed writer holds nothing; it is held for a comparison and a rename, never while bytes are copied.
/// </summary>
internal static class StoreLock
{
    private const string Name = ObjectKey.ReservedBeginning + "lock";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // What .NET reports when another handle has the file: EWOULDBLOCK of Linux and macOS, a sharing violation of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    public static async Task<FileStream> TakeAsync(
        string folder,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(folder, Name);
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error)
                when (HeldByAnother.Contains(error.HResult) && time.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
