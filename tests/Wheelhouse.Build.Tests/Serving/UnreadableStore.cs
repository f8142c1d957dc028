using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tests.Serving;

/// <summary>A store whose every operation fails.</summary>
internal sealed class UnreadableStore : IObjectStore
{
    public string Location => "memory://";

    public bool HasKeysEndingInSlash => true;

    public bool KeepsOptions => true;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Check(key, HasKeysEndingInSlash, Location);
        throw Failure(key);
    }

    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) => throw Failure(key);

    public Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) => throw Failure(key);

    public IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
        throw Failure(prefix);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => throw Failure(key);

    private StoreOperationFailedException Failure(string key) =>
        new("read", key, Location, new IOException("the network is down"));
}
