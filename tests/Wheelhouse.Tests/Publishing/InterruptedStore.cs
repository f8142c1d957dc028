using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A store in which something else happens, whole, just before one of its user's operations.</summary>
internal sealed class InterruptedStore(IObjectStore store, int interruptAt, Func<Task> interruption) : IObjectStore
{
    private int operations;

    /// <summary>Whether the user came as far as the interruption.</summary>
    public bool IsInterrupted => operations >= interruptAt;

    public string Location => store.Location;

    public bool HasKeysEndingInSlash => store.HasKeysEndingInSlash;

    public bool KeepsOptions => store.KeepsOptions;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(() => store.GetAsync(key, cancellationToken));

    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(() => store.HeadAsync(key, cancellationToken));

    public Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) => RunAsync(() => store.PutAsync(key, content, options, condition, cancellationToken));

    public IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken) =>
        store.ListAsync(prefix, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        store.DeleteAsync(key, cancellationToken);

    private async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        if (Interlocked.Increment(ref operations) == interruptAt)
        {
            await interruption();
        }

        return await run();
    }
}
