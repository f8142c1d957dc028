using System.Security.Cryptography;

namespace Wheelhouse.Storage.S3;

/// <summary>Content that is read once, piece by piece, and must be what was announced.</summary>
internal sealed class S3Source(S3Access access, string key, ObjectContent content) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? stream;
    private long position;

    private Stream Stream => stream ??= content.Open();

    /// <summary>Fills a piece.</summary>
    public async Task ReadAsync(Memory<byte> piece, CancellationToken cancellationToken)
    {
        var count = await TranslatedAsync(() =>
            Stream.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).AsTask()
        );
        position += count;
        if (count < piece.Length)
        {
            throw OtherLength();
        }

        hash.AppendData(piece.Span);
    }

    /// <summary>Makes sure that nothing follows and that what was read is what the metadata says.</summary>
    /// <exception cref="ContentChangedException">It has another SHA-256.</exception>
    public async Task EndAsync(ObjectOptions options, CancellationToken cancellationToken)
    {
        var more = new byte[1];
        if (await TranslatedAsync(() => Stream.ReadAsync(more, cancellationToken).AsTask()) > 0)
        {
            position++;
            throw OtherLength();
        }

        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (options.Metadata.TryGetValue(ObjectMetadata.Sha256, out var announced) && found != announced)
        {
            throw new ContentChangedException(key, announced, found, access.Location.ToString());
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        hash.Dispose();
    }

    private StoreOperationFailedException OtherLength() =>
        Failed(new IOException($"{content.Length:N0} bytes were announced and {position:N0} came"));

    private StoreOperationFailedException Failed(Exception error) =>
        new(S3Action.Write.Operation, key, access.Location.ToString(), error);

    private async Task<T> TranslatedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(error);
        }
    }
}
