using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wheelhouse.Build.Tests.Collecting;

/// <summary>A server on loopback with one file, which breaks connections off as it is told.</summary>
internal sealed class BrokenServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly byte[] file;
    private readonly Task serving;

    public BrokenServer(byte[] file)
    {
        this.file = file;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Whether parts are given.</summary>
    public bool GivesParts { get; init; } = true;

    /// <summary>How many bytes of the body a connection gets before it is broken off, connection by connection; then all.</summary>
    public Queue<int> BreaksAfter { get; init; } = [];

    /// <summary>The tag of the file, which a test may change.</summary>
    public string Tag { get; set; } = "\"one\"";

    /// <summary>The header Range of each request; empty where there was none.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The address of the file.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/six-1.17.0-py3-none-any.whl");

    public void Dispose()
    {
        listener.Dispose();
        serving.Wait();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var connection = await listener.AcceptTcpClientAsync();
                await AnswerAsync(connection.GetStream());
            }
            catch (Exception error)
                when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.Split(": ", 2) is [var name, var value])
            {
                headers[name] = value;
            }
        }

        var range = headers.GetValueOrDefault("Range", "");
        Asked.Add(range);
        var isPart = GivesParts && range.Length > 0 && headers.GetValueOrDefault("If-Range", Tag) == Tag;
        var from = isPart ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        var head =
            $"HTTP/1.1 {(isPart ? "206 Partial Content" : "200 OK")}\r\nETag: {Tag}\r\nContent-Length: {file.Length - from}\r\n"
            + (isPart ? $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n" : "")
            + "Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var count = BreaksAfter.TryDequeue(out var most) ? Math.Min(most, file.Length - from) : file.Length - from;
        await stream.WriteAsync(file.AsMemory(from, count));
    }
}
