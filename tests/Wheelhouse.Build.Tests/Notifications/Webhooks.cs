using Wheelhouse.Build.Notifications;

namespace Wheelhouse.Build.Tests.Notifications;

/// <summary>What is sent to a webhook, and what becomes of it.</summary>
public sealed class Webhooks
{
    private const string Json = """{"text":"done"}""";

    [Test]
    public async Task What_is_taken_is_sent_once()
    {
        await using var server = new HookServer();
        Assert.That(await SendAsync(server.Url), Is.Null);
        Assert.That(server.Requests, Is.EqualTo([("POST /services/T000/B000/very-secret-token HTTP/1.1", Json)]));
    }

    [TestCase(500)]
    [TestCase(503)]
    [TestCase(429)]
    [TestCase(0)]
    public async Task What_may_arrive_another_time_is_sent_again(int status)
    {
        await using var server = new HookServer { Statuses = new([status]) };
        Assert.That(await SendAsync(server.Url), Is.Null);
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(500, 3, "it answers 500: no_service, 3 times")]
    [TestCase(404, 1, "it answers 404: no_service")]
    [TestCase(400, 1, "it answers 400: no_service")]
    [TestCase(0, 3, "no answer within 0.3 s, 3 times")]
    public async Task What_lasts_is_told(int status, int times, string problem)
    {
        await using var server = new HookServer { Statuses = new([status, status, status]) };
        Assert.That(await SendAsync(server.Url), Is.EqualTo(problem));
        Assert.That(server.Requests, Has.Count.EqualTo(times));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new HookServer();
        await using var server = new HookServer { Statuses = new([307]), Headers = $"Location: {elsewhere.Url}\r\n" };
        Assert.That(
            await SendAsync(server.Url),
            Is.EqualTo("it answers 307, a redirect, which is not followed: the address is a secret")
        );
        Assert.That(elsewhere.Requests, Is.Empty);
    }

    [Test]
    public async Task Nobody_there_is_told_without_the_address()
    {
        Uri url;
        await using (var server = new HookServer())
        {
            url = server.Url;
        }

        var problem = await SendAsync(url);
        Assert.That(problem, Does.Contain("refused").And.Contain("3 times").And.Not.Contain("secret"));
    }

    private static Task<string?> SendAsync(Uri url) =>
        new Webhook(url)
        {
            Attempts = 3,
            Pause = TimeSpan.FromMilliseconds(1),
            Patience = TimeSpan.FromSeconds(0.3),
        }.SendAsync(Json, default);
}
