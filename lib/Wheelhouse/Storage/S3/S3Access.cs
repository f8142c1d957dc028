using System.Diagnostics.CodeAnalysis;
using Amazon.S3;

namespace Wheelhouse.Storage.S3;

/// <summary>A bucket with the patience to ask again: repeats what fails in passing, and tells the rest in our words.</summary>
internal sealed class S3Access(BucketLocation location, S3Settings settings) : IDisposable
{
    private const double SlowestBytesPerSecond = 64 * 1024;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    private int cleaned;

    public BucketLocation Location { get; } = location;

    public S3Settings Settings { get; } = settings;

    public AmazonS3Client Client { get; } = S3Client.Create(settings, location.ToString());

    /// <summary>One for each body of more than a few pages that is in memory.</summary>
    public SemaphoreSlim Slots { get; } = new(settings.ParallelParts);

    /// <summary>The buffers of parts, one for each slot.</summary>
    public S3Buffers Buffers { get; } = new();

    public string FullKey(string key) => Location.Prefix + key;

    /// <summary>True for the first that asks: what old runs left is looked for once.</summary>
    public bool TryBeginCleaning() => Interlocked.Exchange(ref cleaned, 1) == 0;

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            S3Action.Delete,
            key,
            0,
            token => Client.DeleteObjectAsync(Location.Bucket, FullKey(key), token),
            cancellationToken
        );

    /// <summary>Runs a request until it succeeds, fails for good, or has failed too often.</summary>
    /// <param name="action">What is asked.</param>
    /// <param name="key">The key within the store.</param>
    /// <param name="bytes">How many bytes travel, for which time is given.</param>
    /// <param name="run">The request. An earlier attempt may have been done although it was not answered.</param>
    /// <param name="cancellationToken">Stops the request and the waits.</param>
    public async Task<T> RunAsync<T>(
        S3Action action,
        string key,
        long bytes,
        Func<CancellationToken, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        var limit = Settings.Patience + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var timed = new CancellationTokenSource(limit, Settings.Time);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timed.Token);
            try
            {
                return await run(limited.Token);
            }
            catch (Exception error) when (S3Errors.IsOfTheStore(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var told = timed.IsCancellationRequested ? NoAnswer(limit, error) : error;
                if (attempt >= Settings.Attempts || !S3Errors.IsTransient(told))
                {
                    throw S3Errors.Translate(told, new S3Request(action, key, Location, Settings.Time.GetUtcNow()));
                }
            }

            await Task.Delay(PauseAfter(attempt), Settings.Time, cancellationToken);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Slots.Dispose();
    }

    private static TimeoutException NoAnswer(TimeSpan limit, Exception error) =>
        new($"there was no answer within {limit.TotalSeconds:N0} seconds", error);

    [SuppressMessage("Security", "CA5394", Justification = "The jitter of a wait guards nothing.")]
    private TimeSpan PauseAfter(int attempt)
    {
        var longest = Settings.RetryPause * Math.Pow(2, attempt - 1);
        return (longest < LongestPause ? longest : LongestPause) * (0.5 + (Settings.Random.NextDouble() / 2));
    }
}
