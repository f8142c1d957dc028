using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A store whose user does so many operations and then waits until it is let go.</summary>
internal sealed class SteppedStore(IObjectStore store, int stopBefore) : WatchedStore(store)
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource going = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int operations;

    /// <summary>Ends when the user waits.</summary>
    public Task Stopped => stopped.Task;

    /// <summary>How many operations it has begun.</summary>
    public int Operations => Volatile.Read(ref operations);

    /// <summary>Lets the user go on to its end.</summary>
    public void Go() => going.TrySetResult();

    protected override async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        if (Interlocked.Increment(ref operations) >= stopBefore)
        {
            stopped.TrySetResult();
            await going.Task;
        }

        return await run();
    }
}
