using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Watching;

/// <summary>
/// Asks for pages and files as installers do. What may pass is asked for again; what lasts is an answer with a failure. Credentials
/// go to the index's own server alone.
/// </summary>
internal sealed class IndexClient : IDisposable
{
    private const int MostRedirects = 10;
    private const int BufferSize = 128 << 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly WatchOptions options;
    private readonly SocketsHttpHandler handler;
    private readonly HttpClient client;
    private readonly Uri index;
    private readonly AuthenticationHeaderValue? authorization;
    private int requests;

    /// <param name="index">The index, perhaps with credentials.</param>
    /// <param name="options">How to ask.</param>
    public IndexClient(Uri index, WatchOptions options)
    {
        (this.index, this.options) = (index, options);
        authorization =
            index.UserInfo.Length == 0
                ? null
                : new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(index.UserInfo)))
                );
        handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !index.IsLoopback,
            MaxConnectionsPerServer = options.ParallelRequests,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How many requests were sent so far.</summary>
    public int Requests => requests;

    /// <summary>Reads a page, or another small thing, whole.</summary>
    public Task<Answer> ReadAsync(Uri url, string accept, CancellationToken cancellationToken) =>
        AskAsync(
            url,
            request =>
            {
                request.Headers.TryAddWithoutValidation("Accept", accept);
                request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate");
            },
            ReadWholeAsync,
            cancellationToken
        );

    /// <summary>Asks how large a file is, without reading it.</summary>
    public async Task<Answer> LookAtAsync(Uri url, CancellationToken cancellationToken)
    {
        var head = await AskAsync(url, request => request.Method = HttpMethod.Head, ToldAsync, cancellationToken);
        // Some servers refuse to everybody's HEAD what they give to their GET, or tell no size.
        return
            head.Failure is { Kind: WatchFindingKind.Unreachable or WatchFindingKind.BadRedirect }
            || (head.Failure is null && head.Size is not null)
            ? head
            : await AskAsync(
                url,
                request => request.Headers.Range = new RangeHeaderValue(0, 0),
                ToldAsync,
                cancellationToken
            );
    }

    /// <summary>Reads a file whole, and gives its size and hash.</summary>
    public Task<Answer> HashAsync(Uri url, CancellationToken cancellationToken) =>
        AskAsync(url, _ => { }, HashAsync, cancellationToken);

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private async Task<Answer> AskAsync(
        Uri url,
        Action<HttpRequestMessage> shape,
        Func<HttpResponseMessage, Answer, Silence, Task<Answer>> read,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await AskOnceAsync(url, shape, read, cancellationToken);
            if (answer.Failure is not { } failure || !answer.IsPassing)
            {
                return answer;
            }

            if (attempt >= options.Attempts)
            {
                var times = string.Create(CultureInfo.InvariantCulture, $"{failure.What}, {attempt} times");
                return attempt == 1 ? answer : answer with { Failure = failure with { What = times } };
            }

            var wait = options.Pause * (1 << (attempt - 1));
            wait = answer.Wait is { } asked && asked > wait ? asked : wait;
            await Task.Delay(wait < LongestWait ? wait : LongestWait, options.Time, cancellationToken);
        }
    }

    private async Task<Answer> AskOnceAsync(
        Uri url,
        Action<HttpRequestMessage> shape,
        Func<HttpResponseMessage, Answer, Silence, Task<Answer>> read,
        CancellationToken cancellationToken
    )
    {
        using var silence = new Silence(options.Patience, options.Time, cancellationToken);
        try
        {
            var (at, seen) = (url, new HashSet<Uri> { url });
            while (true)
            {
                using var request = Request(at);
                shape(request);
                Interlocked.Increment(ref requests);
                using var response = await client.SendAsync(
                    request,
                    HttpCompletionOption.ResponseHeadersRead,
                    silence.Token
                );
                silence.Broken();
                if (!IsRedirect(response))
                {
                    return await JudgeAsync(response, url, at, read, silence);
                }

                var next =
                    response.Headers.Location is { } location && Uri.TryCreate(at, location, out var target)
                        ? target
                        : null;
                if (RedirectProblem(at, next, seen) is { } problem)
                {
                    return Answer.Failed(url, WatchFindingKind.BadRedirect, problem);
                }

                at = next!;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var what = string.Create(
                CultureInfo.InvariantCulture,
                $"nothing arrived for {options.Patience.TotalSeconds:0.#} s, or too slowly"
            );
            return Answer.Failed(url, WatchFindingKind.Unreachable, what, isPassing: true);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            return Answer.Failed(url, WatchFindingKind.Unreachable, error.Message, isPassing: true);
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Wheelhouse", null));
        if (url.Scheme == index.Scheme && url.Authority == index.Authority)
        {
            request.Headers.Authorization = authorization;
        }

        return request;
    }

    private static string? RedirectProblem(Uri from, Uri? to, HashSet<Uri> seen) =>
        to is null ? "it redirects to nowhere"
        : to.Scheme is not ("http" or "https") || (from.Scheme == "https" && to.Scheme == "http")
            ? $"it redirects from {from.Scheme} to {to.Scheme}, where installers do not follow"
        : !seen.Add(to) ? $"it redirects in a circle, by {Secrets.Mask(to.AbsoluteUri)}"
        : seen.Count > MostRedirects ? $"it redirects more than {MostRedirects} times"
        : null;

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private static async Task<Answer> JudgeAsync(
        HttpResponseMessage response,
        Uri asked,
        Uri at,
        Func<HttpResponseMessage, Answer, Silence, Task<Answer>> read,
        Silence silence
    )
    {
        var content = response.Content.Headers;
        // A file without bytes has no first one; the answer tells its size all the same.
        var isEmpty =
            response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && content.ContentRange is { Length: 0 };
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent || isEmpty)
        {
            var answer = new Answer(at)
            {
                Type = content.ContentType?.MediaType?.ToLowerInvariant() ?? "",
                Encoding = string.Join(", ", content.ContentEncoding.Where(encoding => encoding != "identity")),
                Size = content.ContentRange?.Length ?? content.ContentLength,
            };
            return await read(response, answer, silence);
        }

        var status = (int)response.StatusCode;
        var kind = response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => WatchFindingKind.Missing,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => WatchFindingKind.Refused,
            _ => WatchFindingKind.ServerFailure,
        };
        var where = at == asked ? "" : $", redirected to {Secrets.Mask(at.AbsoluteUri)}";
        var isPassing =
            status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return Answer.Failed(
            asked,
            kind,
            string.Create(CultureInfo.InvariantCulture, $"the server answers {status}{where}"),
            isPassing
        ) with
        {
            Wait = response.Headers.RetryAfter?.Delta,
        };
    }

    private static Task<Answer> ToldAsync(HttpResponseMessage response, Answer answer, Silence silence) =>
        Task.FromResult(answer);

    private async Task<Answer> ReadWholeAsync(HttpResponseMessage response, Answer answer, Silence silence)
    {
        silence.Limit(options.Patience * 4);
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        await using var plain = Decoded(body, answer.Encoding);
        if (plain is null)
        {
            return Answer.Failed(
                answer.Url,
                WatchFindingKind.WrongType,
                $"it comes encoded as {answer.Encoding}, which nobody asked for"
            );
        }

        var bytes = new ArrayBufferWriter<byte>();
        int count;
        while ((count = await plain.ReadAsync(bytes.GetMemory(BufferSize), silence.Token)) > 0)
        {
            silence.Broken();
            bytes.Advance(count);
            if (bytes.WrittenCount > options.MostPageBytes)
            {
                var what = string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is larger than {options.MostPageBytes} bytes"
                );
                return Answer.Failed(answer.Url, WatchFindingKind.TooLarge, what);
            }
        }

        return answer with
        {
            Bytes = bytes.WrittenSpan.ToArray(),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan)),
        };
    }

    private static async Task<Answer> HashAsync(HttpResponseMessage response, Answer answer, Silence silence)
    {
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var (count, size) = (0, 0L);
        while ((count = await body.ReadAsync(buffer, silence.Token)) > 0)
        {
            silence.Broken();
            hash.AppendData(buffer, 0, count);
            size += count;
        }

        return answer with
        {
            Size = size,
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    private static Stream? Decoded(Stream body, string encoding) =>
        encoding switch
        {
            "" => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
            _ => null,
        };
}
