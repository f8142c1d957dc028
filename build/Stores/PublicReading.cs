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
            using var answer = await client.GetAsync(index, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
            {
                context.Report(
                    $"users may not read {index} ({(int)answer.StatusCode}): Setup-Bucket with this --store and "
                        + $"--channel={options.Channel} lets them; where they come by another address, name it by --public-url"
                );
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
}
