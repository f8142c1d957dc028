using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Files;

/// <summary>
/// A file written from its first byte to its last, with the SHA-256 of what was written. The bytes are hashed on another
/// thread while the next are filled and written, and the disk begins to take them long before the end: the slowest of the
/// three sets the pace.
/// </summary>
internal sealed class HashedFile : IAsyncDisposable
{
    /// <summary>
    /// Bytes per write: enough to make system calls free, little enough for the bytes to be still in the processor's cache
    /// when they are hashed.
    /// </summary>
    private const int BufferSize = 128 << 10;

    /// <summary>Buffers in flight: with 2 MiB between them, neither thread waits for the other at every step.</summary>
    private const int BufferCount = 16;

    private readonly SafeFileHandle handle;
    private readonly Writeback writeback;
    private readonly CancellationToken cancellationToken;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Channel<(byte[] Buffer, int Count)> written = Channel.CreateUnbounded<(byte[], int)>();
    private readonly Channel<byte[]> free = Channel.CreateUnbounded<byte[]>();
    private readonly Task hashing;
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int buffers = 1;
    private int filled;
    private long flushed;

    /// <param name="path">The file to write.</param>
    /// <param name="mode">Whether the file may be there already.</param>
    /// <param name="cancellationToken">Ends the writing at the next buffer.</param>
    public HashedFile(string path, FileMode mode, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        handle = File.OpenHandle(path, mode, FileAccess.Write);
        writeback = new Writeback(handle);
        hashing = Task.Run(HashAsync, CancellationToken.None);
    }

    /// <summary>Bytes appended so far.</summary>
    public long Position => flushed + filled;

    /// <summary>Where the next bytes may be put, never empty; <see cref="AdvanceAsync"/> appends them.</summary>
    public Memory<byte> Free => buffer.AsMemory(filled);

    /// <summary>Appends the first bytes of <see cref="Free"/>.</summary>
    public ValueTask AdvanceAsync(int count)
    {
        filled += count;
        return filled < BufferSize ? ValueTask.CompletedTask : FlushAsync();
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, Free.Length);
            bytes[..count].CopyTo(Free);
            bytes = bytes[count..];
            await AdvanceAsync(count);
        }
    }

    /// <summary>Writes what is left, waits until the disk has all of it, and gives the SHA-256 in lower-case hexadecimal.</summary>
    public async Task<string> CompleteAsync()
    {
        WriteFilled();
        written.Writer.Complete();
        RandomAccess.FlushToDisk(handle);
        await hashing;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        written.Writer.TryComplete();
        await hashing;
        hash.Dispose();
        handle.Dispose();
    }

    private async ValueTask FlushAsync()
    {
        WriteFilled();
        if (!free.Reader.TryRead(out buffer!))
        {
            buffer =
                buffers++ < BufferCount
                    ? GC.AllocateUninitializedArray<byte>(BufferSize)
                    : await free.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Writes the buffer and gives it away: from here on it is the hashing's.</summary>
    private void WriteFilled()
    {
        cancellationToken.ThrowIfCancellationRequested();
        RandomAccess.Write(handle, buffer.AsSpan(0, filled), flushed);
        written.Writer.TryWrite((buffer, filled));
        (flushed, filled) = (flushed + filled, 0);
        writeback.Reach(flushed);
    }

    private async Task HashAsync()
    {
        await foreach (var (bytes, count) in written.Reader.ReadAllAsync(CancellationToken.None))
        {
            hash.AppendData(bytes, 0, count);
            free.Writer.TryWrite(bytes);
        }
    }
}
