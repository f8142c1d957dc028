using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wheelhouse.Build.Tests.Building;

/// <summary>Answers as a registry of images does, on this machine's loopback interface.</summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    private const string Good = "good";

    private readonly HttpListener listener = new();
    private readonly Task answering;

    public RegistryServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Name = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add($"http://{Name}/");
        listener.Start();
        answering = AnswerAsync();
    }

    public string Name { get; }

    /// <summary>Whether only those with a token are answered, which anybody is given.</summary>
    public bool WantsToken { get; set; }

    public string Token { get; set; } = Good;

    public Dictionary<string, string> Digests { get; } = [];

    public List<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await answering;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var exchange = await listener.GetContextAsync();
                var (request, response) = (exchange.Request, exchange.Response);
                var path = request.RawUrl!;
                Asked.Add($"{request.HttpMethod} {path}");
                if (path.StartsWith("/token?", StringComparison.Ordinal))
                {
                    await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"token": "{{Token}}"}"""));
                }
                else if (WantsToken && request.Headers["Authorization"] != $"Bearer {Good}")
                {
                    response.StatusCode = 401;
                    response.Headers["WWW-Authenticate"] =
                        $"Bearer realm=\"http://{Name}/token\",service=\"here\",scope=\"repository:dev:pull\"";
                }
                else if (Digests.TryGetValue(path["/v2/".Length..], out var digest))
                {
                    response.Headers["Docker-Content-Digest"] = digest;
                }
                else
                {
                    response.StatusCode = 404;
                }

                response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }
}
