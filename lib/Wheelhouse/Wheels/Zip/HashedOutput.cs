using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Wheels.Zip;

/// <summary>
/// A new file, written from its first byte to its last, with the SHA-256 of what was written. One buffer is written while it
/// is hashed and while the next is filled, so that the slowest of the three sets the pace.
/// </summary>
internal sealed class HashedOutput : IAsyncDisposable
{
    /// <summary>
    /// Bytes per write: enough to make system calls free, little enough for both buffers to stay in the processor's cache.
    /// Writes of a megabyte were measured at a third of the pace.
    /// </summary>
    private const int BufferSize = 128 << 10;

    private readonly SafeFileHandle handle;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationToken cancellationToken;
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private byte[] writtenBuffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int filled;
    private long flushed;
    private Task writing = Task.CompletedTask;

    /// <param name="path">The file to create; it must not exist.</param>
    /// <param name="cancellationToken">Ends the writing at the next buffer.</param>
    public HashedOutput(string path, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
    }

    public long Position => flushed + filled;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, BufferSize - filled);
            bytes[..count].CopyTo(buffer.AsMemory(filled));
            bytes = bytes[count..];
            await AdvanceAsync(count);
        }
    }

    /// <summary>Appends a range of an archive as it is.</summary>
    public async ValueTask CopyAsync(ZipInput input, long offset, long count, string member)
    {
        while (count > 0)
        {
            var chunk = (int)Math.Min(count, BufferSize - filled);
            input.Read(offset, buffer.AsSpan(filled, chunk), member);
            (offset, count) = (offset + chunk, count - chunk);
            await AdvanceAsync(chunk);
        }
    }

    /// <summary>Writes what is left, waits until the disk has all of it, and gives the SHA-256 in lower-case hexadecimal.</summary>
    public async Task<string> CompleteAsync()
    {
        await FlushAsync();
        await writing;
        RandomAccess.FlushToDisk(handle);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        // The buffer must outlive the write; its failure was, or will be, seen by whoever awaited it.
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        hash.Dispose();
        handle.Dispose();
    }

    private ValueTask AdvanceAsync(int count)
    {
        filled += count;
        return filled < BufferSize ? ValueTask.CompletedTask : FlushAsync();
    }

    private async ValueTask FlushAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        await writing;
        (buffer, writtenBuffer) = (writtenBuffer, buffer);
        var bytes = writtenBuffer.AsMemory(0, filled);
        writing = RandomAccess.WriteAsync(handle, bytes, flushed, CancellationToken.None).AsTask();
        hash.AppendData(bytes.Span);
        (flushed, filled) = (flushed + filled, 0);
    }
}
