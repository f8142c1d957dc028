using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Wheelhouse.Build.Collecting;

namespace Wheelhouse.Build.Tests.Collecting;

public sealed class FileDownloads
{
    private readonly byte[] file = RandomNumberGenerator.GetBytes(500_000);
    private string path = "";

    [SetUp]
    public void MakePath() => path = Path.GetTempFileName();

    [TearDown]
    public void RemovePath() => File.Delete(path);

    [Test]
    public async Task What_breaks_off_goes_on_from_there()
    {
        using var server = new BrokenServer(file) { BreaksAfter = new([200_000, 1, 200_000]) };
        Assert.That(await FetchAsync(server.Url), Is.EqualTo(Sha256));
        Assert.That(server.Asked, Is.EqualTo(new[] { "", "bytes=200000-", "bytes=200001-", "bytes=400001-" }));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(file));
    }

    [Test]
    public async Task A_server_that_gives_no_parts_gives_all_again()
    {
        using var server = new BrokenServer(file) { GivesParts = false, BreaksAfter = new([200_000, 300_000]) };
        Assert.That(await FetchAsync(server.Url), Is.EqualTo(Sha256));
        Assert.That(server.Asked, Is.EqualTo(new[] { "", "bytes=200000-", "bytes=300000-" }));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(file));
    }

    [Test]
    public async Task A_file_that_changed_meanwhile_is_fetched_anew()
    {
        using var server = new BrokenServer(file) { BreaksAfter = new([100_000]), Tag = "\"old\"" };
        var tags = new Queue<string>(["\"old\"", "\"new\""]);
        using var direct = new HttpClientHandler();
        using var changing = new ChangingTag(direct, server, tags);
        using var client = new HttpClient(changing);
        using var download = Download(client, server.Url);
        Assert.That(await download.WriteAsync(path, CancellationToken.None), Is.EqualTo(Sha256));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(file));
    }

    [Test]
    public void What_breaks_off_at_one_place_again_and_again_fails()
    {
        using var server = new BrokenServer(file) { BreaksAfter = new([1000, 0, 0, 0, 0, 0]) };
        Assert.That(
            async () => await FetchAsync(server.Url),
            Throws.InstanceOf<IOException>().With.Message.Contains("(4 times at byte 1000)")
        );
    }

    [Test]
    public void A_server_that_says_no_more_is_not_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new HttpClient();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using var download = new FileDownload(client, url, null, TimeSpan.FromMilliseconds(50), TimeSpan.Zero);
        Assert.That(
            async () => await download.WriteAsync(path, CancellationToken.None),
            Throws.InstanceOf<IOException>().With.Message.Contains("nothing arrived for")
        );
    }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(file));

    private async Task<string> FetchAsync(Uri url)
    {
        using var client = new HttpClient();
        using var download = Download(client, url);
        return await download.WriteAsync(path, CancellationToken.None);
    }

    private static FileDownload Download(HttpClient client, Uri url) =>
        new(client, url, null, TimeSpan.FromSeconds(60), TimeSpan.Zero);

    private sealed class ChangingTag(HttpMessageHandler inner, BrokenServer server, Queue<string> tags)
        : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            server.Tag = tags.Dequeue();
            return base.SendAsync(request, cancellation);
        }
    }
}
