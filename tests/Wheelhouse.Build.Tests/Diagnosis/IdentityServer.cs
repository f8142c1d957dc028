using System.Net;
using System.Text;

namespace Wheelhouse.Build.Tests.Diagnosis;

/// <summary>A server on the loopback interface that answers every request alike, as AWS's STS or a service without one does.</summary>
internal sealed class IdentityServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;

    private IdentityServer(int port, int status, string body)
    {
        Url = new Uri($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        answering = AnswerAsync(status, body);
    }

    public Uri Url { get; }

    public static Task<IdentityServer> StartAsync(int status, string body)
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return Task.FromResult(new IdentityServer(port, status, body));
    }

    /// <summary>The answer of GetCallerIdentity.</summary>
    public static string Identity(string arn) =>
        $"""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>{arn}</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>
              </GetCallerIdentityResult>
              <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
            </GetCallerIdentityResponse>
            """;

    /// <summary>The answer to credentials that are not taken.</summary>
    public static string Refusal(string code) =>
        $"""
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>1</RequestId>
            </ErrorResponse>
            """;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await answering;
        listener.Close();
    }

    private async Task AnswerAsync(int status, string body)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                context.Response.StatusCode = status;
                context.Response.ContentType = "text/xml";
                await context.Response.OutputStream.WriteAsync(Encoding.ASCII.GetBytes(body));
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
