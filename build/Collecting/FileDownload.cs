using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Wheelhouse.Build.Collecting;

/// <summary>
/// One file over HTTP, written and hashed as it arrives. Where it breaks off it goes on from there with servers that give
/// parts (RFC 9110, section 14), and begins again with others.
/// </summary>
/// <param name="client">The HTTP client.</param>
/// <param name="url">The file.</param>
/// <param name="authorization">What the server is told of us; null for nothing.</param>
/// <param name="patience">How long nothing may arrive.</param>
/// <param name="pause">How long to wait after the first failure; it doubles with each.</param>
public sealed class FileDownload(
    HttpClient client,
    Uri url,
    AuthenticationHeaderValue? authorization,
    TimeSpan patience,
    TimeSpan pause
) : IDisposable
{
    // In a row, each without a byte that was not there before.
    private const int MostFailures = 4;
    private const int BufferSize = 128 << 10;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[BufferSize];
    private EntityTagHeaderValue? version;
    private long received;

    /// <summary>Fetches it.</summary>
    /// <param name="path">The file to write; what was there is replaced.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The sha256 of the content, lower-case hexadecimal.</returns>
    /// <exception cref="HttpRequestException">The server does not give it.</exception>
    /// <exception cref="IOException">It broke off each time, or cannot be written.</exception>
    public async Task<string> WriteAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var (furthest, failures) = (0L, 0);
        while (true)
        {
            try
            {
                await ReceiveAsync(file, cancellation);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            catch (Exception error) when (IsPassing(error) && !cancellation.IsCancellationRequested)
            {
                failures = received > furthest ? 1 : failures + 1;
                furthest = Math.Max(furthest, received);
                if (failures == MostFailures)
                {
                    throw new IOException($"{error.Message} ({failures} times at byte {received})", error);
                }

                await Task.Delay(pause * (1 << (failures - 1)), cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private async Task ReceiveAsync(FileStream file, CancellationToken cancellation)
    {
        file.Position = received;
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(patience);
        try
        {
            using var request = Request();
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                silence.Token
            );
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                StartAgain(file);
                throw new IOException("the server has less of it than it gave before");
            }

            response.EnsureSuccessStatusCode();
            var isRest = response.StatusCode == HttpStatusCode.PartialContent;
            if (isRest && response.Content.Headers.ContentRange?.From != received)
            {
                StartAgain(file);
                throw new IOException("the server gave another part than was asked for");
            }

            if (!isRest)
            {
                StartAgain(file);
            }

            version = response.Headers.ETag;
            await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
            int count;
            while ((count = await body.ReadAsync(buffer, silence.Token)) > 0)
            {
                silence.CancelAfter(patience);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
                hash.AppendData(buffer, 0, count);
                received += count;
            }
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"nothing arrived for {patience.TotalSeconds:0} s", error);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = authorization;
        if (received > 0)
        {
            request.Headers.Range = new RangeHeaderValue(received, null);
            // Only a strong tag says that the bytes are the same.
            request.Headers.IfRange = version is { IsWeak: false } ? new RangeConditionHeaderValue(version) : null;
        }

        return request;
    }

    private void StartAgain(FileStream file)
    {
        file.SetLength(0);
        (file.Position, received) = (0, 0);
        _ = hash.GetHashAndReset();
    }

    private static bool IsPassing(Exception error) =>
        error switch
        {
            HttpRequestException { StatusCode: { } status } => (int)status >= 500
                || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout,
            HttpRequestException or IOException => error is not (FileNotFoundException or DirectoryNotFoundException),
            _ => false,
        };
}
