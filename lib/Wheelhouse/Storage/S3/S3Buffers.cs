using System.Collections.Concurrent;

namespace Wheelhouse.Storage.S3;

/// <summary>
/// Buffers of parts, used again: as many as there are parts in memory at once. The shared pool keeps some for each thread, which
/// for buffers of this size is most of a program's memory.
/// </summary>
internal sealed class S3Buffers
{
    private readonly ConcurrentBag<byte[]> free = [];

    /// <summary>A buffer of at least this length, with anything in it.</summary>
    public byte[] Take(int length) =>
        free.TryTake(out var buffer) && buffer.Length >= length ? buffer : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Gives a buffer back.</summary>
    public void Return(byte[] buffer) => free.Add(buffer);
}
