using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Files;

/// <summary>
/// Hands a file's bytes to the disk while the rest is still being written, and gives their memory back. Left to itself the
/// system keeps gigabytes of them first: it then finds memory for each page anew, evicts what others need, and makes the
/// flush at the end long. Where these calls are not offered, nothing is lost but time. See
/// <see href="https://man7.org/linux/man-pages/man2/sync_file_range.2.html">sync_file_range(2)</see> and
/// <see href="https://man7.org/linux/man-pages/man2/posix_fadvise.2.html">posix_fadvise(2)</see>.
/// </summary>
/// <param name="file">The file, written from front to back.</param>
internal sealed partial class Writeback(SafeFileHandle file)
{
    private const long Step = 64 << 20;
    private const uint Start = 2;
    private const uint StartAndWait = 1 | 2 | 4;
    private const int NotNeeded = 4;
    private const int NotForThisFile = 22;
    private const int NotOffered = 38;

    private long released;
    private long started;

    /// <summary>Tells how many bytes are written by now.</summary>
    /// <exception cref="IOException">The disk failed to take them.</exception>
    public void Reach(long position)
    {
        if (position - started < Step || !OperatingSystem.IsLinux())
        {
            return;
        }

        Sync(started, position, Start);
        if (started > released)
        {
            // By now the disk has had as long for this step as the next one took.
            Sync(released, started, StartAndWait);
            _ = Advise(file, released, started - released, NotNeeded);
        }

        (released, started) = (started, position);
    }

    /// <summary>An error of the disk is told once, here or by the flush at the end: neither may overlook it.</summary>
    private void Sync(long from, long to, uint flags)
    {
        if (
            SyncFileRange(file, from, to - from, flags) != 0
            && Marshal.GetLastPInvokeError() is var error and not (NotOffered or NotForThisFile)
        )
        {
            throw new IOException($"Cannot write to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long count, int advice);
}
