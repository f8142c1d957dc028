using System.Net;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Stores;

/// <summary>Whether users, who have no credentials, may read what was published to a bucket.</summary>
public static class PublicReading
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks for the index as a user does, and tells where the bucket refuses it. A release does not fail by it: others may serve the bucket.</summary>
    /// <param name="context">The run, which has published.</param>
    public static async Task TellAsync(BuildContext context)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        if (options.Store is not BucketLocation || options.StoreIndex is not { } index)
        {
            return;
        }

        using var handler = new SocketsHttpHandler { UseProxy = !index.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Limit };
        try
        {
            if (await RefusalAsync(client, index, $"--channel={options.Channel}", cancellation) is { } refusal)
            {
                context.Report(refusal);
            }
        }
        catch (HttpRequestException error)
        {
            context.Report($"whether users may read {index} is not known: {error.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            context.Report($"whether users may read {index} is not known: no answer within {Limit.TotalSeconds} s");
        }
    }

    /// <summary>That users may not read an index, and what lets them; null where they are not refused.</summary>
    /// <param name="client">Asks as users do.</param>
    /// <param name="index">The index.</param>
    /// <param name="channel">How its channel is given to Setup-Bucket.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    /// <exception cref="TaskCanceledException">There is none in time.</exception>
    public static async Task<string?> RefusalAsync(
        HttpClient client,
        Uri index,
        string channel,
        CancellationToken cancellation
    )
    {
        using var answer = await client.GetAsync(index, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
            ? $"users may not read {Secrets.Mask(index.OriginalString)} ({(int)answer.StatusCode}): Setup-Bucket with this --store and "
                + $"{channel} lets them; where they come by another address, name it by --public-url"
            : null;
    }
}
