using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A store in which something else happens, whole, just before one of its user's operations.</summary>
internal sealed class InterruptedStore(IObjectStore store, int interruptAt, Func<Task> interruption)
    : WatchedStore(store)
{
    private int operations;

    /// <summary>Whether the user came as far as the interruption.</summary>
    public bool IsInterrupted => operations >= interruptAt;

    protected override async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        if (Interlocked.Increment(ref operations) == interruptAt)
        {
            await interruption();
        }

        return await run();
    }
}
