using System.Runtime.CompilerServices;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Another store, each of whose operations goes through one place.</summary>
internal abstract class WatchedStore(IObjectStore store) : IObjectStore
{
    /// <summary>The store itself.</summary>
    protected IObjectStore Store => store;

    public string Location => store.Location;

    public bool HasKeysEndingInSlash => store.HasKeysEndingInSlash;

    public bool KeepsOptions => store.KeepsOptions;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(() => store.GetAsync(key, cancellationToken));

    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(() => store.HeadAsync(key, cancellationToken));

    public virtual Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) => RunAsync(() => store.PutAsync(key, content, options, condition, cancellationToken));

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (
            var row in await RunAsync(() =>
                store.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken).AsTask()
            )
        )
        {
            yield return row;
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(async () =>
        {
            await store.DeleteAsync(key, cancellationToken);
            return true;
        });

    /// <summary>Runs an operation, or does something else instead, before or after.</summary>
    protected abstract Task<T> RunAsync<T>(Func<Task<T>> run);
}
