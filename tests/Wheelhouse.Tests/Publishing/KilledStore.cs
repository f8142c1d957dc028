using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>
/// A store whose user is killed at an operation: before it happens, or after it happened but before the user knows.
/// Nothing happens through it from then on.
/// </summary>
internal sealed class KilledStore(IObjectStore store, int killAt, bool afterwards) : WatchedStore(store)
{
    private int operations;

    protected override async Task<T> RunAsync<T>(Func<Task<T>> run)
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
