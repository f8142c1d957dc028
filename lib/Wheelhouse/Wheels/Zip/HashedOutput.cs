using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Wheels.Zip;

/// <summary>
/// A new file, written from its first byte to its last, with the SHA-256 of what was written. One buffer is written while it
/// is hashed and while the next is filled, so that the slowest of the three sets the pace.
/// </summary>
internal sealed class HashedOutput : IAsyncDisposable
{
    /// <summary>Bytes per write: large enough to make system calls free, small enough for two to stay in the processor's cache.</summary>
    private const int BufferSize = 1 << 20;

    private readonly SafeFileHandle _handle;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private byte[] _writtenBuffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _filled;
    private long _flushed;
    private Task _writing = Task.CompletedTask;

    /// <param name="path">The file to create; it must not exist.</param>
    /// <param name="cancellationToken">Ends the writing at the next buffer.</param>
    public HashedOutput(string path, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
    }

    public long Position => _flushed + _filled;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, BufferSize - _filled);
            bytes[..count].CopyTo(_buffer.AsMemory(_filled));
            bytes = bytes[count..];
            await AdvanceAsync(count);
        }
    }

    /// <summary>Appends a range of an archive as it is.</summary>
    public async ValueTask CopyAsync(ZipInput input, long offset, long count, string member)
    {
        while (count > 0)
        {
            var chunk = (int)Math.Min(count, BufferSize - _filled);
            input.Read(offset, _buffer.AsSpan(_filled, chunk), member);
            (offset, count) = (offset + chunk, count - chunk);
            await AdvanceAsync(chunk);
        }
    }

    /// <summary>Writes what is left, waits until the disk has all of it, and gives the SHA-256 in lower-case hexadecimal.</summary>
    public async Task<string> CompleteAsync()
    {
        await FlushAsync();
        await _writing;
        RandomAccess.FlushToDisk(_handle);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        // The buffer must outlive the write; its failure was, or will be, seen by whoever awaited it.
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hash.Dispose();
        _handle.Dispose();
    }

    private ValueTask AdvanceAsync(int count)
    {
        _filled += count;
        return _filled < BufferSize ? ValueTask.CompletedTask : FlushAsync();
    }

    private async ValueTask FlushAsync()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        await _writing;
        (_buffer, _writtenBuffer) = (_writtenBuffer, _buffer);
        var bytes = _writtenBuffer.AsMemory(0, _filled);
        _writing = RandomAccess.WriteAsync(_handle, bytes, _flushed, CancellationToken.None).AsTask();
        _hash.AppendData(bytes.Span);
        (_flushed, _filled) = (_flushed + _filled, 0);
    }
}
