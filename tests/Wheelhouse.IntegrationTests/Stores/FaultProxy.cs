using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Stands between a store and its server and does to chosen requests what networks and services do.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> requestsForAbsent = new();
    private readonly ConcurrentQueue<string> requestsInChunks = new();
    private readonly Uri server;
    private readonly WebApplication application;

    private FaultProxy(Uri server, X509Certificate2? certificate)
    {
        this.server = server;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    public Uri Endpoint => new(application.Urls.Single());

    /// <summary>What to do to a request, told by its method and address; null to pass it on.</summary>
    public Func<string, Fault?> Choose { get; set; } = _ => null;

    /// <summary>The requests so far: method, path and query.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Those that demand that nothing is there: <c>If-None-Match: *</c>.</summary>
    public IReadOnlyCollection<string> RequestsForAbsent => requestsForAbsent;

    /// <summary>Those whose bodies came in chunks, as the SDK frames them for AWS.</summary>
    public IReadOnlyCollection<string> RequestsInChunks => requestsInChunks;

    /// <summary>Starts one.</summary>
    /// <param name="server">What stands behind it.</param>
    /// <param name="certificate">What it is known by to those who come by HTTPS; null where they come by HTTP.</param>
    public static async Task<FaultProxy> StartAsync(Uri server, X509Certificate2? certificate = null)
    {
        var proxy = new FaultProxy(server, certificate);
        await proxy.application.StartAsync();
        return proxy;
    }

    /// <summary>Takes no more requests and waits for the end of those under way.</summary>
    public Task StopAsync() => application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // The address as it was written, not as it was understood; a client that was told of a proxy writes the whole.
        var address = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (address.StartsWith("http://", StringComparison.Ordinal))
        {
            address = address[address.IndexOf('/', "http://".Length)..];
        }

        var request = $"{context.Request.Method} {address}";
        requests.Enqueue(request);
        if (context.Request.Headers.IfNoneMatch == "*")
        {
            requestsForAbsent.Enqueue(request);
        }

        if (context.Request.Headers.ContentEncoding == "aws-chunked")
        {
            requestsInChunks.Enqueue(request);
        }

        var fault = Choose(request);
        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                context.Abort();
                break;
            case FaultKind.Answer:
                await context.Request.Body.CopyToAsync(Stream.Null);
                await AnswerAsync(context.Response, fault);
                break;
            case FaultKind.HalfRequest:
                await PassOnHalfAsync(context, address);
                break;
            default:
                await PassOnAsync(context, address, fault);
                break;
        }
    }

    private static async Task AnswerAsync(HttpResponse response, Fault fault)
    {
        response.StatusCode = fault.Status;
        if (fault.Code.Length > 0 && response.HttpContext.Request.Method != "HEAD")
        {
            response.ContentType = "application/xml";
            await response.WriteAsync($"<Error><Code>{fault.Code}</Code><Message>no</Message></Error>");
        }
    }

    // A connection of its own, which can be broken at any byte.
    private async Task PassOnHalfAsync(HttpContext context, string address)
    {
        var body = await ReadBodyAsync(context.Request) ?? [];
        using (var connection = new TcpClient())
        {
            await connection.ConnectAsync(server.Host, server.Port);
            var head = new StringBuilder($"{context.Request.Method} {address} HTTP/1.1\r\n");
            foreach (var (name, values) in context.Request.Headers)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
            }

            var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        }

        context.Abort();
    }

    private async Task PassOnAsync(HttpContext context, string address, Fault? fault)
    {
        var body = await ReadBodyAsync(context.Request);
        using var response = await SendAsync(context.Request, address, body);
        if (fault?.Kind == FaultKind.Twice)
        {
            using var second = await SendAsync(context.Request, address, body);
            await AnswerAsync(context, second, fault);
            return;
        }

        fault?.Answered();
        if (fault?.Kind == FaultKind.LostAnswer)
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, response, fault);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequest original, string address, byte[]? body)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(original.Method),
            new Uri(
                server.GetLeftPart(UriPartial.Authority) + address,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        // The host stays, too: it is signed.
        foreach (var (name, values) in original.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return await client.SendAsync(request);
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not { } length)
        {
            return null;
        }

        var body = new byte[length];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, Fault? fault)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        var body = await response.Content.ReadAsByteArrayAsync();
        if (fault?.Kind == FaultKind.OtherPage && response.IsSuccessStatusCode)
        {
            var page = fault.Change(new Fault.Page(context.Response.ContentType, body));
            (context.Response.ContentType, context.Response.ContentLength, body) = (
                page.ContentType,
                page.Body.Length,
                page.Body
            );
        }

        switch (fault?.Kind)
        {
            case FaultKind.HalfAnswer:
                await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case FaultKind.SlowAnswer:
                foreach (var piece in body.Chunk(Math.Max(1, body.Length / 4)))
                {
                    await Task.Delay(10);
                    await context.Response.Body.WriteAsync(piece);
                    await context.Response.Body.FlushAsync();
                }

                break;
            case var _ when body.Length > 0:
                await context.Response.Body.WriteAsync(body);
                break;
        }
    }
}
