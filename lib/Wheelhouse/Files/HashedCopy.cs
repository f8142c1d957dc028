using System.Security.Cryptography;

namespace Wheelhouse.Files;

/// <summary>Writes a file and computes its sha256 in the same pass, so that nobody reads it again.</summary>
public static class HashedCopy
{
    private const int BufferSize = 1 << 20;

    /// <summary>Copies a stream into a new file.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="path">The file to write; what was there is replaced. A copy that fails leaves part of it behind.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <returns>The sha256 of the content, lower-case hexadecimal.</returns>
    /// <exception cref="IOException">The source cannot be read or the file cannot be written.</exception>
    public static async Task<string> WriteAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        RandomAccess.FlushToDisk(target.SafeFileHandle);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
