using System.IO.Compression;
using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Watching;

namespace Wheelhouse.Tests.Watching;

/// <summary>What is found in an index, asked over HTTP as its users do.</summary>
[TestFixture("simple/")]
[TestFixture("simple-json/")]
public sealed class WatchedIndexes(string form) : PublishingFixture
{
    private const string Wheel = "packages/torch/torch-1.0%2Brocm7.1-py3-none-any.whl";
    private static readonly ProjectName Vllm = ProjectName.Parse("vllm");

    private IObjectStore store = null!;
    private IndexServer server = null!;

    private string Other => form == "simple/" ? "simple-json/" : "simple/";

    [SetUp]
    public async Task Publish()
    {
        var folder = Path.Join(Folder, "store");
        store = new FileObjectStore(folder);
        await PublishAsync(store, await ReleaseAsync("1.0+rocm7.1"));
        server = new IndexServer(folder);
    }

    [TearDown]
    public async Task Stop() => await server.DisposeAsync();

    [Test]
    public async Task A_healthy_one_has_its_totals_and_no_findings()
    {
        var report = await WatchAsync();
        var sizes = Directory
            .GetFiles(Folder, "*.whl", SearchOption.AllDirectories)
            .Where(path => path.Contains("/store/packages/", StringComparison.Ordinal))
            .Sum(path => new FileInfo(path).Length);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Findings, Is.Empty);
            Assert.That(report.IsHealthy);
            Assert.That((report.Projects, report.Files, report.Bytes), Is.EqualTo((3, 3, sizes)));
            Assert.That(report.Generation, Is.EqualTo(1));
            Assert.That(report.Index, Is.EqualTo(server[form]));
            Assert.That($"{report.Roots[0].Project} {report.Roots[0].Latest}", Is.EqualTo("vllm 1.0+rocm7.1"));
            Assert.That(report.Roots[0].Uploaded, Is.GreaterThan(DateTimeOffset.UtcNow.AddHours(-1)));
            Assert.That(report.Requests, Is.EqualTo(server.Asked.Count));
            Assert.That(server.Asked, Has.Some.EqualTo($"HEAD /{Wheel}"));
            Assert.That(
                server.Asked.Where(asked => asked.EndsWith(".whl", StringComparison.Ordinal)),
                Has.None.StartsWith("GET")
            );
        }
    }

    [TestCase(Wheel, WatchFindingKind.Missing)]
    [TestCase(Wheel + ".metadata", WatchFindingKind.Missing)]
    [TestCase("simple/", WatchFindingKind.Missing)]
    [TestCase("simple-json/", WatchFindingKind.Missing)]
    [TestCase("simple/torch/", WatchFindingKind.Missing)]
    [TestCase("simple-json/torch/", WatchFindingKind.Missing)]
    [TestCase("status.json", WatchFindingKind.Missing)]
    [TestCase("index.html", WatchFindingKind.Missing)]
    public async Task What_is_not_there_is_found_and_nothing_else(string path, WatchFindingKind kind)
    {
        server.Answers["/" + path] = () => Reply.Of(404);
        await ExpectAsync(kind, path, "the server answers 404");
    }

    [TestCase(Wheel, 403, WatchFindingKind.Refused)]
    [TestCase("simple/torch/", 401, WatchFindingKind.Refused)]
    [TestCase("simple-json/", 500, WatchFindingKind.ServerFailure)]
    [TestCase("status.json", 418, WatchFindingKind.ServerFailure)]
    public async Task What_the_server_does_not_give_is_found(string path, int status, WatchFindingKind kind)
    {
        server.Answers["/" + path] = () => Reply.Of(status);
        await ExpectAsync(kind, path, $"the server answers {status}");
    }

    [Test]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        server.Answers["/" + Wheel] = () => Reply.Of(404);
        server.Answers["/" + Wheel + ".metadata"] = () => Reply.Of(403);
        server.Answers["/simple/triton/"] = () => Reply.Html("<html>");
        server.Answers["/status.json"] = () => Reply.Of(500);
        var report = await WatchAsync();
        Assert.That(
            report.Findings.Select(finding => (finding.Url, finding.Kind)),
            Is.EqualTo([
                (server[Wheel].AbsoluteUri, WatchFindingKind.Missing),
                (server[Wheel + ".metadata"].AbsoluteUri, WatchFindingKind.Refused),
                (server["simple/triton/"].AbsoluteUri, WatchFindingKind.BrokenPage),
                (server["status.json"].AbsoluteUri, WatchFindingKind.ServerFailure),
            ])
        );
        Assert.That(report.Findings.Select(finding => finding.Hint), Is.All.Not.Empty);
    }

    [Test]
    public async Task A_failure_that_passes_is_none()
    {
        foreach (var path in new[] { form, $"{form}torch/", Wheel, Wheel + ".metadata" })
        {
            var (times, file) = (0, path);
            server.Change(file, reply => times++ == 0 ? Reply.Of(times % 2 == 0 ? 429 : 503) : reply);
        }

        Assert.That((await WatchAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task A_failure_that_lasts_says_how_often_it_was_met()
    {
        server.Answers[$"/{form}torch/"] = () => Reply.Of(500);
        Assert.That((await WatchAsync()).Findings.Single().What, Is.EqualTo("the server answers 500, 3 times"));
        Assert.That(server.Asked.Count(asked => asked == $"GET /{form}torch/"), Is.EqualTo(3));
    }

    [Test]
    public async Task Nothing_at_all_is_one_finding()
    {
        await server.DisposeAsync();
        var report = await WatchAsync();
        Assert.That(report.Findings.Single().Kind, Is.EqualTo(WatchFindingKind.Unreachable));
        Assert.That(report.Findings.Single().Url, Is.EqualTo(report.Index.AbsoluteUri));
    }

    [Test]
    public async Task A_file_of_another_size_is_found()
    {
        server.Change(Wheel, reply => reply with { Body = [.. reply.Body, 0] });
        await ExpectAsync(WatchFindingKind.WrongSize, Wheel, " bytes, its page says ");
    }

    [Test]
    public async Task Other_bytes_of_the_same_size_are_found_when_files_are_read()
    {
        server.Change(Wheel, reply => reply with { Body = [.. reply.Body.Reverse()] });
        Assert.That((await WatchAsync()).Findings, Is.Empty);
        await ExpectAsync(WatchFindingKind.WrongHash, Wheel, "its sha256 is ", new WatchOptions { ReadsFiles = true });
    }

    [Test]
    public async Task METADATA_with_other_bytes_is_found()
    {
        server.Change(Wheel + ".metadata", reply => reply with { Body = [.. reply.Body, 10] });
        await ExpectAsync(WatchFindingKind.WrongHash, Wheel + ".metadata", "its sha256 is ");
    }

    [TestCase("HEAD", 403)]
    [TestCase("HEAD", 405)]
    [TestCase("HEAD", 501)]
    public async Task A_server_that_refuses_to_be_asked_for_sizes_is_asked_for_a_byte(string method, int status)
    {
        server.Answers[$"{method} /{Wheel}"] = () => Reply.Of(status);
        Assert.That((await WatchAsync()).Findings, Is.Empty);
    }

    [TestCase("text/html", "", "it comes as text/html, which is no such file")]
    [TestCase("application/octet-stream", "Content-Encoding: aws-chunked", "it comes encoded as aws-chunked")]
    public async Task A_wheel_that_installers_cannot_take_is_found(string type, string header, string what)
    {
        server.Change(Wheel, reply => reply with { Type = type, Headers = header.Length == 0 ? [] : [header] });
        await ExpectAsync(WatchFindingKind.WrongType, Wheel, what);
    }

    [TestCase("simple/torch/", "application/octet-stream")]
    [TestCase("simple-json/", "application/json")]
    [TestCase("simple/", null)]
    [TestCase("status.json", "text/plain")]
    [TestCase("index.html", "application/octet-stream")]
    public async Task A_page_of_another_type_is_found(string path, string? type)
    {
        server.Change(path, reply => reply with { Type = type });
        await ExpectAsync(WatchFindingKind.WrongType, path, type ?? "no type");
    }

    [TestCase("simple/torch/")]
    [TestCase("simple-json/torch/")]
    [TestCase("simple/")]
    [TestCase("simple-json/")]
    [TestCase("status.json")]
    public async Task Half_a_page_is_found(string path)
    {
        server.Change(path, reply => reply with { Body = reply.Body[..(reply.Body.Length / 2)] });
        await ExpectAsync(WatchFindingKind.BrokenPage, path, "");
    }

    [Test]
    public async Task A_page_that_breaks_off_is_found()
    {
        server.Change($"{form}torch/", reply => reply with { Announced = reply.Body.Length + 10 });
        await ExpectAsync(WatchFindingKind.Unreachable, $"{form}torch/", "3 times");
    }

    [Test]
    public async Task A_huge_page_is_not_read_to_its_end()
    {
        server.Answers[$"/{form}torch/"] = () => Reply.Html(new string(' ', 3 << 20));
        await ExpectAsync(WatchFindingKind.TooLarge, $"{form}torch/", "it is larger than 1048576 bytes");
    }

    [Test]
    public async Task A_page_that_inflates_to_a_huge_one_is_not_read_to_its_end()
    {
        server.Answers[$"/{form}torch/"] = () => Packed(Reply.Html(new string(' ', 30 << 20)));
        await ExpectAsync(WatchFindingKind.TooLarge, $"{form}torch/", "it is larger than 1048576 bytes");
    }

    [Test]
    public async Task A_packed_page_is_a_page()
    {
        server.Change($"{form}torch/", Packed);
        Assert.That((await WatchAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task A_page_that_does_not_come_is_not_waited_for()
    {
        server.Change($"{form}torch/", reply => reply with { Delay = TimeSpan.FromMinutes(1) });
        await ExpectAsync(
            WatchFindingKind.Unreachable,
            $"{form}torch/",
            "nothing arrived for 0.5 s",
            new WatchOptions { Patience = TimeSpan.FromSeconds(0.5), Attempts = 2 }
        );
    }

    [TestCase("/elsewhere/", "/{0}", "it redirects in a circle")]
    [TestCase("/elsewhere/", "ftp://127.0.0.1/", "it redirects from http to ftp")]
    [TestCase("/elsewhere/", "http://[", "it redirects to nowhere")]
    public async Task A_redirect_that_leads_nowhere_is_found(string first, string second, string what)
    {
        server.Answers[$"/{form}torch/"] = () => Reply.Redirect(first);
        server.Answers[first] = () => Reply.Redirect(second.Replace("{0}", $"{form}torch/", StringComparison.Ordinal));
        await ExpectAsync(WatchFindingKind.BadRedirect, $"{form}torch/", what);
    }

    [Test]
    public async Task Redirects_without_end_are_not_followed_without_end()
    {
        var times = 0;
        for (var at = 0; at < 20; at++)
        {
            server.Answers[$"/{at}"] = () => Reply.Redirect($"/{++times}");
        }

        server.Answers[$"/{form}torch/"] = () => Reply.Redirect("/0");
        await ExpectAsync(WatchFindingKind.BadRedirect, $"{form}torch/", "it redirects more than 10 times");
    }

    [Test]
    public async Task A_page_that_a_redirect_leads_to_is_read()
    {
        var name = form == "simple/" ? "index.html" : "index.json";
        server.Answers[$"/{form}torch/"] = () => Reply.Redirect(name);
        var report = await WatchAsync();
        Assert.That(report.Findings, Is.Empty);
        Assert.That(server.Asked, Has.Some.EqualTo($"GET /{form}torch/{name}"));
    }

    [Test]
    public async Task Pages_that_disagree_are_found_with_what_differs()
    {
        server.Change(
            "simple/torch/",
            reply => Replaced(reply, "data-core-metadata", "data-yanked=\"\" data-core-metadata")
        );
        await ExpectAsync(
            WatchFindingKind.OutOfStep,
            $"{Other}torch/",
            "of torch-1.0+rocm7.1-py3-none-any.whl it says whether and why it is yanked otherwise than "
        );
    }

    [Test]
    public async Task A_list_that_lacks_a_project_is_found()
    {
        server.Change("simple/", reply => Replaced(reply, "<a href=\"torch/\">torch</a>", ""));
        await ExpectAsync(WatchFindingKind.OutOfStep, "simple/", "it lacks torch, which ");
    }

    [Test]
    public async Task Pages_of_an_earlier_publish_are_found()
    {
        var pages = new Dictionary<string, string>();
        foreach (var key in new[] { "simple/torch/index.html", "simple-json/index.json", "status.json", "index.html" })
        {
            pages[key] = await TextAsync(store, key);
        }

        await PublishAsync(store, await ReleaseAsync("2.0"));
        Assert.That((await WatchAsync()).Findings, Is.Empty);
        foreach (var (key, text) in pages)
        {
            await PutAsync(store, key, text);
        }

        var report = await WatchAsync();
        Assert.That(report.Findings.Select(finding => finding.Kind), Is.All.EqualTo(WatchFindingKind.OutOfStep));
        Assert.That(
            report.Findings.Select(finding => finding.Url).Distinct(),
            Is.SupersetOf(new[] { "simple/torch/", "simple-json/" }.Select(path => server[path].AbsoluteUri))
        );
    }

    [Test]
    public async Task A_publish_under_way_is_no_fault()
    {
        var old = server;
        var before = Encoding.UTF8.GetBytes(await TextAsync(store, "simple/torch/index.html"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
        var times = 0;
        old.Change("simple/torch/", reply => times++ == 0 ? reply with { Body = before } : reply);
        Assert.That((await WatchAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task A_file_that_left_its_page_meanwhile_is_no_fault()
    {
        await PublishAsync(store, await ReleaseAsync("2.0"));
        foreach (var root in new[] { "simple/torch/", "simple-json/torch/" })
        {
            var times = 0;
            server.Change(
                root,
                reply => times++ == 0 ? reply : Reply.Html("<!DOCTYPE html><html><body></body></html>")
            );
        }

        server.Answers["/" + Wheel] = () => Reply.Of(404);
        Assert.That((await WatchAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task What_users_ask_for_and_is_not_offered_is_found()
    {
        var report = await new IndexWatch(Quick).RunAsync(server[form], [ProjectName.Parse("vlm")], default);
        Assert.That(
            report.Findings.Single(),
            Is.EqualTo(
                new WatchFinding(
                    WatchFindingKind.NotOffered,
                    server[$"{form}vlm/"].AbsoluteUri,
                    "users ask for vlm, and no version of it is offered",
                    "publish it, or take the mark back with Unyank"
                )
            )
        );
    }

    [Test]
    public async Task Credentials_go_to_the_index_alone_and_are_not_told()
    {
        await using var elsewhere = new IndexServer(Folder);
        server.Change("simple/torch/", reply => Replaced(reply, "../../packages/torch/", $"{elsewhere["gone/"]}"));
        server.Answers[$"/{Other}"] = () => Reply.Redirect($"{elsewhere["other/"]}");
        var url = new UriBuilder(server[form]) { UserName = "me", Password = "secret%21" }.Uri;
        var report = await new IndexWatch(Quick).RunAsync(url, [Vllm], default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Authorized, Has.Count.GreaterThan(5));
            Assert.That(
                server.Authorized.Select(row => row.Authorization).Distinct(),
                Is.EqualTo(["Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret!"))])
            );
            Assert.That(elsewhere.Asked, Is.Not.Empty);
            Assert.That(elsewhere.Authorized, Is.Empty);
            Assert.That($"{report} {string.Join(' ', report.Findings)}", Does.Not.Contain("secret"));
        }
    }

    [Test]
    public async Task A_stop_stops_it()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        server.Change(form, reply => reply with { Delay = TimeSpan.FromMinutes(1) });
        await Assert.ThatAsync(
            () => new IndexWatch().RunAsync(server[form], [Vllm], stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    private static readonly WatchOptions Quick = new()
    {
        Pause = TimeSpan.FromMilliseconds(1),
        MostPageBytes = 1 << 20,
        Patience = TimeSpan.FromSeconds(20),
    };

    private Task<WatchReport> WatchAsync(WatchOptions? options = null) =>
        new IndexWatch((options ?? Quick) with { Pause = Quick.Pause, MostPageBytes = Quick.MostPageBytes }).RunAsync(
            server[form],
            [Vllm],
            default
        );

    private async Task ExpectAsync(WatchFindingKind kind, string path, string what, WatchOptions? options = null)
    {
        var report = await WatchAsync(options);
        Assert.That(report.IsHealthy, Is.False);
        Assert.That(report.Findings, Has.Count.EqualTo(1), string.Join('\n', report.Findings));
        var finding = report.Findings[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Kind, Is.EqualTo(kind), $"{finding}");
            Assert.That(finding.Url, Is.EqualTo(server[path].AbsoluteUri));
            Assert.That(finding.What, Does.Contain(what).And.Not.Contain("\n"));
        }
    }

    private static Reply Replaced(Reply reply, string text, string by)
    {
        var old = Encoding.UTF8.GetString(reply.Body);
        Assert.That(old, Does.Contain(text));
        return reply with { Body = Encoding.UTF8.GetBytes(old.Replace(text, by, StringComparison.Ordinal)) };
    }

    private static Reply Packed(Reply reply)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(reply.Body);
        }

        return reply with
        {
            Body = packed.ToArray(),
            Headers = ["Content-Encoding: gzip"],
        };
    }
}
