using System.Security.Cryptography;

namespace Wheelhouse.Storage.S3;

/// <summary>Content that is read once, piece by piece, and must be what was announced.</summary>
internal sealed class S3Source(S3Access access, string key, ObjectContent content) : IDisposable
{
    // What is read stays in the processor's cache until it is hashed.
    private const int Step = 1 << 17;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? stream;
    private long position;

    private Stream Stream => stream ??= content.Open();

    /// <summary>Fills a piece.</summary>
    public Task ReadAsync(Memory<byte> piece, CancellationToken cancellationToken) =>
        ReadAsync(piece, alone: null, cancellationToken);

    /// <summary>Fills a piece and computes its own SHA-256, while its bytes are in the processor's cache.</summary>
    public async Task<string> ReadHashedAsync(Memory<byte> piece, CancellationToken cancellationToken)
    {
        using var alone = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadAsync(piece, alone, cancellationToken);
        return Convert.ToHexStringLower(alone.GetHashAndReset());
    }

    /// <summary>Makes sure that nothing follows and that what was read is what the metadata says.</summary>
    /// <returns>The SHA-256 of the whole.</returns>
    /// <exception cref="ContentChangedException">It has another SHA-256.</exception>
    public async Task<string> EndAsync(ObjectOptions options, CancellationToken cancellationToken)
    {
        if (await ReadSomeAsync(new byte[1], cancellationToken) > 0)
        {
            position++;
            throw OtherLength();
        }

        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (options.Metadata.TryGetValue(ObjectMetadata.Sha256, out var announced) && found != announced)
        {
            throw new ContentChangedException(key, announced, found, access.Location.ToString());
        }

        return found;
    }

    public void Dispose()
    {
        stream?.Dispose();
        hash.Dispose();
    }

    private async Task ReadAsync(Memory<byte> piece, IncrementalHash? alone, CancellationToken cancellationToken)
    {
        while (!piece.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = await ReadSomeAsync(piece[..Math.Min(piece.Length, Step)], cancellationToken);
            if (count == 0)
            {
                throw OtherLength();
            }

            position += count;
            hash.AppendData(piece[..count].Span);
            alone?.AppendData(piece[..count].Span);
            piece = piece[count..];
        }
    }

    private StoreOperationFailedException OtherLength() =>
        Failed(new IOException($"{content.Length:N0} bytes were announced and {position:N0} came"));

    private StoreOperationFailedException Failed(Exception error) =>
        new(S3Action.Write.Operation, key, access.Location.ToString(), error);

    // A file is read by this thread: asynchronously another would do it, and each read would change threads twice.
    private async ValueTask<int> ReadSomeAsync(Memory<byte> part, CancellationToken cancellationToken)
    {
        try
        {
            return content.File is null ? await Stream.ReadAsync(part, cancellationToken) : Stream.Read(part.Span);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(error);
        }
    }
}
