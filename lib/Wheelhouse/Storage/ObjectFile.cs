using System.Security.Cryptography;

namespace Wheelhouse.Storage;

/// <summary>The bytes of an object in a folder.</summary>
internal static class ObjectFile
{
    private const int BufferSize = 1 << 20;

    // Null when there is no file, and where a file is in place of a parent folder: no object can be below it. A folder in
    // the object's own place is not absence: who took it for that would begin anew what was there.
    public static FileStream? OpenOrNull(string path)
    {
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                1 << 17,
                true
            );
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException && Directory.Exists(path))
        {
            throw FolderInPlace();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException && IsBelowFile(path))
        {
            return null;
        }
    }

    /// <summary>What a folder in an object's place is told as.</summary>
    public static IOException FolderInPlace() =>
        new("there is a folder in its place; move it away, or remove it if nothing in it is needed");

    private static bool IsBelowFile(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes sure that a file written by others is on disk before a page names it.</summary>
    public static void FlushToDisk(string path)
    {
        using var handle = File.OpenHandle(path);
        RandomAccess.FlushToDisk(handle);
    }

    public static async Task<string> HashAsync(Stream stream, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));

    public static async Task<string> CopyAsync(ObjectContent content, string path, CancellationToken cancellationToken)
    {
        await using var source = content.Open();
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Clamp(content.Length, 1, BufferSize)];
        var total = 0L;
        int count;
        while ((count = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            total += count;
        }

        if (total != content.Length)
        {
            throw new IOException($"{content.Length:N0} bytes were announced and {total:N0} came");
        }

        await target.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(target.SafeFileHandle);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
