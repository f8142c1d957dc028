using System.Net;
using System.Net.Sockets;

namespace Wheelhouse.IntegrationTests;

/// <summary>Serves one page at every address of this machine's loopback interface.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Task answering;

    private PageServer(HttpListener listener, int port, byte[] page)
    {
        this.listener = listener;
        Port = port;
        answering = AnswerAsync(page);
    }

    public int Port { get; }

    /// <summary>The address of a path on this server.</summary>
    public Uri this[string path, string host = "127.0.0.1"] => new($"http://{host}:{Port}/{path}");

    public static PageServer Start(byte[] page)
    {
        var port = FreePort();
        var listener = new HttpListener();
        listener.Prefixes.Add($"http://*:{port}/");
        listener.Start();
        return new PageServer(listener, port, page);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await answering;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AnswerAsync(byte[] page)
    {
        try
        {
            while (true)
            {
                var response = (await listener.GetContextAsync()).Response;
                response.ContentType = "text/html; charset=utf-8";
                await response.OutputStream.WriteAsync(page);
                response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test, or the browser went away in the middle of an answer.
        }
    }
}
