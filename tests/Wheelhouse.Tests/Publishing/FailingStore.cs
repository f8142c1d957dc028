using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A store that cannot be read under one key, as when a server answers 503.</summary>
internal sealed class FailingStore(IObjectStore store, string failing) : IObjectStore
{
    public string Location => store.Location;

    public bool HasKeysEndingInSlash => store.HasKeysEndingInSlash;

    public bool KeepsOptions => store.KeepsOptions;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        key == failing
            ? throw new StoreOperationFailedException("read", key, Location, new IOException("503 Slow Down"))
            : store.GetAsync(key, cancellationToken);

    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        store.HeadAsync(key, cancellationToken);

    public Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) => store.PutAsync(key, content, options, condition, cancellationToken);

    public IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
        store.ListAsync(prefix, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        store.DeleteAsync(key, cancellationToken);
}
