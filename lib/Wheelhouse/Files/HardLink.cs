using System.Runtime.InteropServices;

namespace Wheelhouse.Files;

/// <summary>
/// A second name for a file that never changes again, so that a wheel of several gigabytes is not copied from folder to
/// folder. Both names must be treated as immutable: writing through one of them changes the other.
/// See <see href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/link.html">link(2)</see>.
/// </summary>
public static partial class HardLink
{
    private const int NoPermission = 1;
    private const int NoSuchFile = 2;
    private const int Exists = 17;
    private const int OtherDevice = 18;
    private const int TooManyLinks = 31;

    /// <summary>Gives a file a second name, or says why not. Exactly one of several racing callers creates a name.</summary>
    /// <param name="file">The file that is there; a symbolic link stands for the file it points to.</param>
    /// <param name="newName">The path to create; its folder exists.</param>
    /// <exception cref="FileNotFoundException">The file or the new name's folder does not exist.</exception>
    /// <exception cref="IOException">The system refused for a reason that copying would meet too.</exception>
    public static HardLinkResult TryCreate(string file, string newName)
    {
        // Windows copies: the pipeline's own machines are Unix ones, and a copy is always right.
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(newName) ? HardLinkResult.NameTaken : HardLinkResult.NotPossible;
        }

        // link(2) would link the symbolic link itself.
        var source = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        if (Link(source, Path.GetFullPath(newName)) == 0)
        {
            return HardLinkResult.Created;
        }

        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Exists => HardLinkResult.NameTaken,
            NoPermission or OtherDevice or TooManyLinks => HardLinkResult.NotPossible,
            _ when error == NotSupported || error == NoSuchCall => HardLinkResult.NotPossible,
            NoSuchFile => throw new FileNotFoundException(
                $"Cannot link {file} as {newName}: no such file or folder",
                file
            ),
            _ => throw new IOException($"Cannot link {file} as {newName}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>Gives a file a second name, or copies it as a stream where links are not possible.</summary>
    /// <param name="file">The file that is there.</param>
    /// <param name="newName">The path to create; its folder exists, and nothing is there under this name yet.</param>
    /// <param name="cancellationToken">Stops a copy; the unfinished copy is removed.</param>
    /// <exception cref="IOException">The new name is taken, or the file cannot be read or written.</exception>
    public static async Task CreateOrCopyAsync(string file, string newName, CancellationToken cancellationToken)
    {
        switch (TryCreate(file, newName))
        {
            case HardLinkResult.Created:
                return;
            case HardLinkResult.NameTaken:
                throw new IOException($"Cannot link {file} as {newName}: the name is taken");
        }

        await using var target = new FileStream(newName, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        try
        {
            await using var source = File.OpenRead(file);
            await source.CopyToAsync(target, 1 << 20, cancellationToken);
            await target.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(target.SafeFileHandle);
        }
        catch
        {
            File.Delete(newName);
            throw;
        }
    }

    private static int NotSupported => OperatingSystem.IsMacOS() ? 45 : 95;

    private static int NoSuchCall => OperatingSystem.IsMacOS() ? 78 : 38;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string file, string newName);
}
