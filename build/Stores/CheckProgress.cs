using Wheelhouse.Build.Reporting;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Stores;

/// <summary>Tells every ten seconds how much of a store's files was read.</summary>
public sealed class CheckProgress : IProgress<long>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Timer timer;
    private long read;

    /// <summary>Begins to tell.</summary>
    /// <param name="context">The run.</param>
    /// <param name="status">The store whose files are read.</param>
    public CheckProgress(BuildContext context, StoreStatus status)
    {
        var total = ByteSize.Format(status.Channels.Sum(channel => channel.Bytes));
        timer = new Timer(
            _ => context.Report($"read {ByteSize.Format(Interlocked.Read(ref read))} of {total}"),
            null,
            Pause,
            Pause
        );
    }

    /// <inheritdoc/>
    public void Report(long value) => Interlocked.Exchange(ref read, value);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();
}
