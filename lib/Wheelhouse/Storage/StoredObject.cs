namespace Wheelhouse.Storage;

/// <summary>An object opened for reading. Its head and its bytes are of one and the same moment.</summary>
public sealed class StoredObject : IAsyncDisposable, IDisposable
{
    private readonly string location;

    /// <summary>Joins an object's head with its bytes.</summary>
    /// <param name="head">What the store knows of it.</param>
    /// <param name="body">Its bytes, at their beginning; disposed of with this.</param>
    /// <param name="location">The store's location, for errors.</param>
    public StoredObject(ObjectHead head, Stream body, string location)
    {
        Head = head;
        Body = body;
        this.location = location;
    }

    /// <summary>What the store knows of the object.</summary>
    public ObjectHead Head { get; }

    /// <summary>The object's bytes, to be read once.</summary>
    public Stream Body { get; }

    /// <summary>Reads the whole of a small object, such as a page.</summary>
    /// <param name="limit">The most bytes to accept.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StoredObjectTooLargeException">There are more bytes than the limit.</exception>
    /// <exception cref="StoreOperationFailedException">The bytes ended early or could not be read.</exception>
    public async Task<byte[]> ReadBytesAsync(int limit, CancellationToken cancellationToken)
    {
        if (Head.Size > limit)
        {
            throw new StoredObjectTooLargeException(Head.Key, location, Head.Size, limit);
        }

        // A body that ends early must never pass for a shorter page.
        var bytes = new byte[Head.Size];
        try
        {
            await Body.ReadExactlyAsync(bytes, cancellationToken);
        }
        catch (IOException error)
        {
            throw new StoreOperationFailedException("read", Head.Key, location, error);
        }

        return bytes;
    }

    /// <inheritdoc />
    public void Dispose() => Body.Dispose();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
