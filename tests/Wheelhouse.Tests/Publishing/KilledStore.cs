using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>
/// A store whose user is killed at an operation: before it happens, or after it happened but before the user knows.
/// Nothing happens through it from then on.
/// </summary>
internal sealed class KilledStore(IObjectStore store, int killAt, bool afterwards) : IObjectStore
{
    private int operations;

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
        RunAsync(async () =>
        {
            await store.DeleteAsync(key, cancellationToken);
            return true;
        });

    private async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        var number = Interlocked.Increment(ref operations);
        if (number > killAt || (number == killAt && !afterwards))
        {
            throw new KilledException();
        }

        var result = await run();
        return number == killAt ? throw new KilledException() : result;
    }
}
