using System.Net;
using System.Net.Http.Headers;
using Wheelhouse.Build.Serving;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Build.Tests.Serving;

public sealed class StoreServers
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private string folder = string.Empty;
    private StoreServer server = null!;

    [OneTimeSetUp]
    public async Task Serve()
    {
        folder = Directory.CreateTempSubdirectory("wheelhouse-").FullName;
        Write("index.html", "landing");
        Write("simple/torch/index.html", "page");
        Write("simple-json/torch/index.json", "{}");
        Write("packages/torch/torch-2.9.0+rocm7.1-py3-none-any.whl", "0123456789");
        Write("packages/torch/torch-2.9.0+rocm7.1-py3-none-any.whl.metadata", "Name: torch");
        Write("status.json", "{}");
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + "-outside"),
            "secret"
        );
        server = await StoreServer.StartAsync(folder, 0, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await server.DisposeAsync();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
        File.Delete(folder + "-outside");
    }

    [TestCase("", "text/html")]
    [TestCase("simple/torch/", "text/html")]
    [TestCase("simple/torch/index.html", "text/html")]
    [TestCase("simple-json/torch/", "application/vnd.pypi.simple.v1+json")]
    [TestCase("packages/torch/torch-2.9.0%2Brocm7.1-py3-none-any.whl", "application/octet-stream")]
    [TestCase("packages/torch/torch-2.9.0%2Brocm7.1-py3-none-any.whl.metadata", "text/plain")]
    [TestCase("status.json", "application/json")]
    public async Task Each_kind_of_file_has_its_content_type(string path, string type)
    {
        using var response = await client.GetAsync(new Uri(server.Url, path));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
    }

    [Test]
    public async Task A_range_is_answered_with_just_that()
    {
        var url = new Uri(server.Url, "packages/torch/torch-2.9.0%2Brocm7.1-py3-none-any.whl");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(2, 4);
        using var response = await client.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("234"));
    }

    [Test]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        var url = new Uri(server.Url, "simple/torch/");
        using var first = await client.GetAsync(url);
        Assert.That(first.Headers.CacheControl!.NoCache);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task A_page_replaced_by_one_of_its_length_is_sent_again()
    {
        Write("simple/other/index.html", "one");
        var url = new Uri(server.Url, "simple/other/");
        using var first = await client.GetAsync(url);
        Write("simple/other/index.html", "two");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);
        Assert.That(await second.Content.ReadAsStringAsync(), Is.EqualTo("two"));
    }

    [Test]
    public async Task A_folder_without_its_slash_is_redirected()
    {
        using var response = await client.GetAsync(new Uri(server.Url, "simple/torch"));
        Assert.That((int)response.StatusCode, Is.InRange(301, 308));
        Assert.That(response.Headers.Location!.OriginalString, Is.EqualTo("/simple/torch/"));
    }

    [Test]
    public async Task The_head_of_a_file_has_its_length()
    {
        var url = new Uri(server.Url, "packages/torch/torch-2.9.0%2Brocm7.1-py3-none-any.whl");
        using var request = new HttpRequestMessage(HttpMethod.Head, url);
        using var response = await client.SendAsync(request);
        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(10));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Below_a_staged_root_is_the_whole_index_as_it_will_be(bool fromFolder)
    {
        const string Root = "staging/run/";
        Write(Root + "simple/torch/index.html", "staged");
        Write("simple/numpy/index.html", "public");
        await using var staged = fromFolder
            ? await StoreServer.StartAsync(folder, 0, default, Root)
            : await StoreServer.StartAsync(StoreLocation.OfFolder(folder).Open(new S3Settings()), default, Root);
        using var following = new HttpClient();
        Assert.That(await following.GetStringAsync(new Uri(staged.Url, Root + "simple/torch/")), Is.EqualTo("staged"));
        using var response = await client.GetAsync(new Uri(staged.Url, Root + "simple/numpy/"));
        Assert.That(response.Headers.Location!.OriginalString, Is.EqualTo("/simple/numpy/"));
        Assert.That(await following.GetStringAsync(new Uri(staged.Url, Root + "simple/numpy/")), Is.EqualTo("public"));
        using var absent = await following.GetAsync(new Uri(staged.Url, Root + "simple/absent/"));
        Assert.That(absent.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_store_that_cannot_be_read_is_not_taken_for_an_empty_one()
    {
        await using var broken = await StoreServer.StartAsync(new UnreadableStore(), default);
        using var response = await client.GetAsync(new Uri(broken.Url, "simple/torch/"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("simple/torch/index.html"));
        using var impossible = await client.GetAsync(new Uri(broken.Url, "simple//torch"));
        Assert.That(impossible.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("simple/absent/")]
    [TestCase("packages/")]
    [TestCase("..%2f{0}-outside")]
    [TestCase("simple/..%2f..%2f{0}-outside")]
    [TestCase("%00")]
    public async Task What_is_not_in_the_store_is_not_there(string path)
    {
        var url = server.Url + string.Format(null, path, Path.GetFileName(folder));
        using var response = await client.GetAsync(new Uri(url));
        Assert.That((int)response.StatusCode, Is.AnyOf(400, 404));
    }

    [Test]
    public void A_port_that_is_taken_is_said() =>
        Assert.That(
            () => StoreServer.StartAsync(folder, server.Url.Port, CancellationToken.None),
            Throws.TypeOf<ServerNotStartedException>().With.Message.Contains("--port")
        );

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
