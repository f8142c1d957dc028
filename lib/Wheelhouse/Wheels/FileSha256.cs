using System.Buffers;
using System.Security.Cryptography;

namespace Wheelhouse.Wheels;

/// <summary>The SHA-256 of a file, as indexes and lock files write it.</summary>
public static class FileSha256
{
    /// <summary>Bytes per read: large enough that a read costs nothing beside its hashing, small enough for the processor's cache.</summary>
    private const int ChunkSize = 128 << 10;

    /// <summary>Reads the file once, in chunks, hashing one chunk while the next is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static async Task<string> ComputeAsync(string path, CancellationToken cancellationToken = default)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var current = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var next = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long position = 0;
            var count = await RandomAccess.ReadAsync(file, current.AsMemory(0, ChunkSize), position, cancellationToken);
            while (count > 0)
            {
                position += count;
                var reading = RandomAccess.ReadAsync(file, next.AsMemory(0, ChunkSize), position, cancellationToken);
                hash.AppendData(current, 0, count);
                count = await reading;
                (current, next) = (next, current);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
