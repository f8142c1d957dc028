namespace Wheelhouse.Watching;

/// <summary>Ends a request to which nothing arrives for a while, or which takes too long in all.</summary>
internal sealed class Silence : IDisposable
{
    private readonly TimeSpan patience;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource whole;

    public Silence(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        this.patience = patience;
        whole = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, whole.Token);
        Broken();
    }

    public CancellationToken Token => silence.Token;

    /// <summary>Something arrived.</summary>
    public void Broken() => silence.CancelAfter(patience);

    /// <summary>Limits what is still to come as a whole, however steadily it drips.</summary>
    public void Limit(TimeSpan time) => whole.CancelAfter(time);

    public void Dispose()
    {
        silence.Dispose();
        whole.Dispose();
    }
}
