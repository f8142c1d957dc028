using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wheelhouse.Tests.Watching;

/// <summary>A web server on loopback in front of a folder store, which answers otherwise where a test says so.</summary>
internal sealed class IndexServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string folder;
    private readonly Task serving;
    private readonly CancellationTokenSource stop = new();

    public IndexServer(string folder)
    {
        this.folder = folder;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What is answered for a path, each time it is asked for, in place of the folder's file.</summary>
    public ConcurrentDictionary<string, Func<Reply>> Answers { get; } = [];

    /// <summary>What was asked, as <c>GET /path</c>, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What was asked for with which credentials.</summary>
    public ConcurrentQueue<(string Path, string Authorization)> Authorized { get; } = [];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri this[string path] => new($"http://127.0.0.1:{Port}/{path}");

    /// <summary>Changes what is answered for a path of the folder.</summary>
    public void Change(string path, Func<Reply, Reply> change) =>
        Answers["/" + path] = () => change(FromFolder("/" + path));

    public async ValueTask DisposeAsync()
    {
        if (serving.IsCompleted)
        {
            return;
        }

        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception error)
            when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient accepted)
    {
        using var connection = accepted;
        try
        {
            var stream = connection.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var words = (await reader.ReadLineAsync(stop.Token) ?? "").Split(' ');
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
            {
                headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[
                    (line.IndexOf(':', StringComparison.Ordinal) + 2)..
                ];
            }

            if (words.Length == 3)
            {
                await AnswerAsync(stream, words[0], words[1], headers);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task AnswerAsync(Stream stream, string method, string path, Dictionary<string, string> headers)
    {
        Asked.Enqueue($"{method} {path}");
        if (headers.TryGetValue("Authorization", out var authorization))
        {
            Authorized.Enqueue((path, authorization));
        }

        var reply =
            Answers.TryGetValue($"{method} {path}", out var answer) || Answers.TryGetValue(path, out answer)
                ? answer()
                : FromFolder(path);
        var (status, body) = (reply.Status, reply.Body);
        string[] more = [];
        if (status == 200 && headers.ContainsKey("Range"))
        {
            (status, body, more) = (206, body[..1], [$"Content-Range: bytes 0-0/{reply.Body.Length}"]);
        }

        string[] head =
        [
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer"),
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {reply.Announced ?? body.Length}"),
            .. reply.Type is null ? [] : new[] { $"Content-Type: {reply.Type}" },
            .. reply.Headers,
            .. more,
            "Connection: close",
            "",
            "",
        ];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", head)), stop.Token);
        if (reply.Delay is { } delay)
        {
            await Task.Delay(delay, stop.Token);
        }

        if (method != "HEAD")
        {
            await stream.WriteAsync(body, stop.Token);
        }
    }

    private Reply FromFolder(string path)
    {
        var local = Path.Join(folder, Uri.UnescapeDataString(path.Split('?')[0]));
        if (Directory.Exists(local) && path.EndsWith('/'))
        {
            string[] names = ["index.html", "index.json"];
            local = names.Select(name => Path.Join(local, name)).FirstOrDefault(File.Exists, local);
        }

        var type = Path.GetExtension(local) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".json" when Path.GetFileName(local) == "index.json" => "application/vnd.pypi.simple.v1+json",
            ".json" => "application/json",
            _ => "application/octet-stream",
        };
        return File.Exists(local) ? new Reply(200, type, File.ReadAllBytes(local)) : Reply.Of(404);
    }
}
