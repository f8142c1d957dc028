using System.Diagnostics.CodeAnalysis;
using System.Net;
using Amazon.Runtime;

namespace Wheelhouse.Storage.S3;

/// <summary>Connections of our own: as many as there are requests, never asked to wait for 100 Continue.</summary>
internal sealed class S3HttpClients : HttpClientFactory
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the handlers.")]
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var url = clientConfig.ServiceURL;
        var handler = new SocketsHttpHandler
        {
            UseProxy = url is null || !new Uri(url).IsLoopback,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // Addresses of S3 change: a connection is not kept for ever.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpClient(new WithoutExpectation(handler)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // The SDK asks for 100 Continue with each body: a round trip more, and a second's wait where a store never answers it.
    private sealed class WithoutExpectation(HttpMessageHandler handler) : DelegatingHandler(handler)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.Headers.ExpectContinue = false;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
