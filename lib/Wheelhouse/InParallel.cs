using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Wheelhouse;

/// <summary>Work on a list by all processors.</summary>
internal static class InParallel
{
    /// <summary>
    /// What is made of each item, in the list's order. Each is taken as soon as a processor is free, since some may take a million
    /// times longer than others; the thread that asks works, too. (An ordered parallel query would have it wait until the thread
    /// pool has further threads, which for a pool that is busy takes half a second each.)
    /// </summary>
    /// <param name="items">The list.</param>
    /// <param name="select">Makes one of the results; what it throws first is thrown here.</param>
    /// <param name="cancellationToken">Stops it between two items.</param>
    public static TResult[] Select<T, TResult>(
        IReadOnlyList<T> items,
        Func<T, TResult> select,
        CancellationToken cancellationToken = default
    )
    {
        var results = new TResult[items.Count];
        var numbers = Partitioner.Create(Enumerable.Range(0, items.Count), EnumerablePartitionerOptions.NoBuffering);
        var bounds = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        try
        {
            _ = Parallel.ForEach(numbers, bounds, number => results[number] = select(items[number]));
        }
        catch (AggregateException error)
        {
            // Whoever waits knows the error of an item, not how the work was spread.
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return results;
    }
}
