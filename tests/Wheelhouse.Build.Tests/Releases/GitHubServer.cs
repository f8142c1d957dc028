using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wheelhouse.Build.Tests.Releases;

/// <summary>Answers as GitHub's REST API does, on this machine's loopback interface.</summary>
internal sealed class GitHubServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;

    public GitHubServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Api = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Api.ToString());
        listener.Start();
        answering = AnswerAsync();
    }

    public Uri Api { get; }

    /// <summary>Answers by path and query; any other is not found.</summary>
    public Dictionary<string, (int Status, string Body, (string Name, string Value)[] Headers)> Answers { get; } = [];

    public List<string> Asked { get; } = [];

    public List<string?> Tokens { get; } = [];

    public static string Release(string tag, bool draft = false, bool prerelease = false) =>
        $$"""{"id":1,"tag_name":"{{tag}}","draft":{{(draft ? "true" : "false")}},"prerelease":{{(prerelease ? "true" : "false")}},"assets":[]}""";

    public void Answer(string path, string body, int status = 200, params (string, string)[] headers) =>
        Answers[path] = (status, body, headers);

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
                var path = exchange.Request.RawUrl!;
                Asked.Add(path);
                Tokens.Add(exchange.Request.Headers["Authorization"]);
                var (status, body, headers) = Answers.GetValueOrDefault(
                    path,
                    (404, """{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}""", [])
                );
                exchange.Response.StatusCode = status;
                exchange.Response.ContentType = "application/json; charset=utf-8";
                foreach (var (name, value) in headers)
                {
                    exchange.Response.Headers.Add(name, value);
                }

                await exchange.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                exchange.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }
}
