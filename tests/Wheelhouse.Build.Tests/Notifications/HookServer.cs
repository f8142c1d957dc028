using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wheelhouse.Build.Tests.Notifications;

/// <summary>A receiver of webhooks on the loopback interface, which answers as it is told.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public HookServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What each request is answered, one after the other; then 200. 0 is no answer at all.</summary>
    public Queue<int> Statuses { get; init; } = [];

    /// <summary>More headers of each answer, a line each.</summary>
    public string Headers { get; init; } = "";

    /// <summary>The requests: first line, and body.</summary>
    public List<(string Line, string Body)> Requests { get; } = [];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/services/T000/B000/very-secret-token");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(stop.Token);
                await AnswerAsync(connection.GetStream());
            }
        }
        catch (Exception error)
            when (error is OperationCanceledException or SocketException or InvalidOperationException or IOException)
        {
            // Closed by the test, or the client went away.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var line = await reader.ReadLineAsync(stop.Token) ?? "";
        var length = 0;
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
        {
            length = header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)
                ? int.Parse(header["Content-Length: ".Length..], CultureInfo.InvariantCulture)
                : length;
        }

        // All that is sent is ASCII, so characters are bytes.
        var body = new char[length];
        await reader.ReadBlockAsync(body, stop.Token);
        Requests.Add((line, new string(body)));
        var status = Statuses.TryDequeue(out var next) ? next : 200;
        if (status == 0)
        {
            try
            {
                _ = await stream.ReadAsync(new byte[1], stop.Token);
            }
            catch (IOException)
            {
                // The client had enough of waiting.
            }

            return;
        }

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} X\r\nContent-Length: 10\r\nConnection: close\r\n{Headers}\r\nno_service"
            ),
            stop.Token
        );
    }
}
