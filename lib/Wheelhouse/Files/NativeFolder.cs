using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Files;

/// <summary>What .NET has no call for: two folders that change places in one step, and entries known to be on the disk.</summary>
internal static partial class NativeFolder
{
    private const int RelativeToCurrentFolder = -100;
    private const uint Exchange = 2;
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>
    /// Lets two folders change places, so that both names exist at every instant. False where the system or the file system
    /// cannot: see <see href="https://man7.org/linux/man-pages/man2/rename.2.html">renameat2(2)</see>.
    /// </summary>
    public static bool TryExchange(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && RenameAt(RelativeToCurrentFolder, first, RelativeToCurrentFolder, second, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library: the caller's two renames do it.
            return false;
        }
    }

    /// <summary>Waits until the names in a folder are on the disk; the files' bytes are their writers' matter.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or the disk failed.</exception>
    public static void Flush(string folder)
    {
        // Elsewhere renames are either durable by themselves, or nothing can be done about it.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = new SafeFileHandle(Open(folder, ReadOnly | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException($"Cannot open {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameAt(int firstFolder, string first, int secondFolder, string second, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Open(string path, int flags);
}
