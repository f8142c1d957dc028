using System.Collections.Concurrent;
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
    private readonly Uri server;
    private readonly WebApplication application;

    private FaultProxy(Uri server)
    {
        this.server = server;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    public Uri Endpoint => new(application.Urls.Single());

    /// <summary>What to do to a request, told by its method and address; null to pass it on.</summary>
    public Func<string, Fault?> Choose { get; set; } = _ => null;

    /// <summary>The requests so far: method, path and query.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    public static async Task<FaultProxy> StartAsync(Uri server)
    {
        var proxy = new FaultProxy(server);
        await proxy.application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // The address as it was written, not as it was understood.
        var address = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = $"{context.Request.Method} {address}";
        requests.Enqueue(request);
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
            default:
                await PassOnAsync(context, address, fault?.Kind);
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

    private async Task PassOnAsync(HttpContext context, string address, FaultKind? fault)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(
                server.GetLeftPart(UriPartial.Authority) + address,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        );
        if (context.Request.ContentLength is not null)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        // The host stays, too: it is signed.
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var response = await client.SendAsync(request);
        if (fault == FaultKind.LostAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        var body = await response.Content.ReadAsByteArrayAsync();
        if (fault == FaultKind.HalfAnswer)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
        else if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body);
        }
    }
}
