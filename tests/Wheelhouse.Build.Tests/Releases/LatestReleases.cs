using Wheelhouse.Build.Releases;

namespace Wheelhouse.Build.Tests.Releases;

public sealed class LatestReleases
{
    private const string Latest = "/repos/vllm-project/vllm/releases/latest";
    private const string Page1 = "/repos/vllm-project/vllm/releases?per_page=100";
    private const string Page2 = "/repositories/1/releases?per_page=100&page=2";

    [Test]
    public async Task The_latest_release_is_one_request()
    {
        await using var server = new GitHubServer();
        server.Answer(Latest, GitHubServer.Release("v0.11.0"));
        Assert.That(await TagAsync(server), Is.EqualTo("v0.11.0"));
        Assert.That(server.Asked, Is.EqualTo([Latest]));
    }

    [TestCase(null, null)]
    [TestCase("secret", "Bearer secret")]
    public async Task A_token_is_sent_where_there_is_one(string? token, string? header)
    {
        await using var server = new GitHubServer();
        server.Answer(Latest, GitHubServer.Release("v0.11.0"));
        await TagAsync(server, token);
        Assert.That(server.Tokens, Is.EqualTo([header]));
    }

    [Test]
    public async Task Pages_are_read_to_the_end_and_drafts_and_prereleases_do_not_count()
    {
        await using var server = new GitHubServer();
        // Not marked as a pre-release by whoever made it.
        server.Answer(Latest, GitHubServer.Release("v0.13.0rc1"));
        server.Answer(
            Page1,
            $"[{GitHubServer.Release("v0.13.0rc1")},{GitHubServer.Release("v0.12.0", draft: true)},"
                + $"{GitHubServer.Release("v0.9.2")},{GitHubServer.Release("nightly")}]",
            200,
            ("Link", $"<{server.Api}{Page2[1..]}>; rel=\"next\", <{server.Api}{Page2[1..]}>; rel=\"last\"")
        );
        server.Answer(
            Page2,
            $"[{GitHubServer.Release("v0.11.5", prerelease: true)},{GitHubServer.Release("v0.10.1.1")}]",
            200,
            ("Link", $"<{server.Api}{Page1[1..]}>; rel=\"prev\"")
        );
        Assert.That(await TagAsync(server), Is.EqualTo("v0.10.1.1"));
        Assert.That(server.Asked, Is.EqualTo([Latest, Page1, Page2]));
    }

    [Test]
    public async Task A_page_elsewhere_is_not_asked_for()
    {
        await using var server = new GitHubServer();
        server.Answer(Page1, "[]", 200, ("Link", "<https://example.org/page>; rel=\"next\""));
        Assert.That(
            (await RefusalAsync<GitHubNotAnsweringException>(server)).What,
            Does.EndWith("its next page, https://example.org/page, lies elsewhere")
        );
    }

    [Test]
    public async Task An_unknown_repository_is_told_by_name() =>
        Assert.That(
            (await RefusalAsync<ReleaseNotFoundException>(new GitHubServer())).What,
            Is.EqualTo("GitHub knows no repository vllm-project/vllm")
        );

    [Test]
    public async Task A_repository_with_prereleases_alone_has_no_release()
    {
        await using var server = new GitHubServer();
        server.Answer(Page1, $"[{GitHubServer.Release("v0.1.0", prerelease: true)}]");
        Assert.That(
            (await RefusalAsync<ReleaseNotFoundException>(server)).What,
            Is.EqualTo("vllm-project/vllm has no official release: drafts and pre-releases do not count")
        );
    }

    [TestCase(403)]
    [TestCase(429)]
    public async Task The_hourly_limit_is_told_with_its_end(int status)
    {
        await using var server = new GitHubServer();
        server.Answer(
            Latest,
            """{"message":"API rate limit exceeded"}""",
            status,
            ("x-ratelimit-limit", "60"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1790000000")
        );
        var error = await RefusalAsync<GitHubRateLimitException>(server);
        Assert.That(
            error.What,
            Is.EqualTo("GitHub's rate limit is reached; it answers again at 2026-09-21 14:13:20 UTC")
        );
        Assert.That(error.Hint, Does.StartWith("set GITHUB_TOKEN"));
    }

    [Test]
    public async Task The_secondary_limit_is_told_too()
    {
        await using var server = new GitHubServer();
        server.Answer(Latest, "{}", 403, ("Retry-After", "60"), ("x-ratelimit-remaining", "12"));
        var error = await RefusalAsync<GitHubRateLimitException>(server, "secret");
        Assert.That(error.What, Does.Match("it answers again at .* UTC$"));
        Assert.That(error.Message, Does.Not.Contain("secret"));
        Assert.That(error.Hint, Does.StartWith("wait until then"));
    }

    [TestCase("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")]
    [TestCase("You have exceeded a secondary rate limit and have been temporarily blocked from content creation.")]
    [TestCase("API rate limit exceeded for user ID 1.")]
    public async Task A_limit_that_the_message_alone_tells_of_is_told_as_one(string message)
    {
        await using var server = new GitHubServer();
        server.Answer(
            Latest,
            $$"""{"message":"{{message}}","documentation_url":"https://docs.github.com/"}""",
            403,
            ("x-ratelimit-remaining", "4990"),
            ("x-ratelimit-reset", "1790000000")
        );
        var error = await RefusalAsync<GitHubRateLimitException>(server, "secret");
        Assert.That(error.What, Is.EqualTo("GitHub's rate limit is reached"), "the hour's end is another limit's");
        Assert.That(error.Hint, Is.EqualTo("wait for a minute at least, or name the release: --vllm=TAG asks no API"));
    }

    [TestCase(401, "HTTP 401 Unauthorized; the token does not do")]
    [TestCase(403, "HTTP 403 Forbidden; the token does not do")]
    [TestCase(500, "HTTP 500 Internal Server Error")]
    public async Task Any_other_refusal_ends_the_search(int status, string reason)
    {
        await using var server = new GitHubServer();
        server.Answer(Latest, "{}", status);
        var error = await RefusalAsync<GitHubNotAnsweringException>(server, "secret");
        Assert.That(error.What, Is.EqualTo($"GitHub's releases cannot be read: {reason}"));
        Assert.That(server.Asked, Has.Count.EqualTo(1));
    }

    [TestCase("<html>sign in</html>")]
    [TestCase("{}")]
    [TestCase("")]
    public async Task An_answer_of_another_form_is_refused(string body)
    {
        await using var server = new GitHubServer();
        server.Answer(Latest, body);
        Assert.That(
            (await RefusalAsync<GitHubNotAnsweringException>(server)).What,
            Does.StartWith("GitHub's releases cannot be read: the answer is not as documented (")
        );
    }

    [Test]
    public async Task A_server_that_is_gone_is_told()
    {
        var server = new GitHubServer();
        await server.DisposeAsync();
        using var client = new HttpClient();
        var releases = new GitHubReleases(client, server.Api, null);
        await Assert.ThrowsAsync<GitHubNotAnsweringException>(() =>
            releases.LatestTagAsync("vllm-project/vllm", "v", CancellationToken.None)
        );
    }

    private static async Task<string> TagAsync(GitHubServer server, string? token = null)
    {
        using var client = new HttpClient();
        return await new GitHubReleases(client, server.Api, token).LatestTagAsync(
            "vllm-project/vllm",
            "v",
            CancellationToken.None
        );
    }

    private static async Task<T> RefusalAsync<T>(GitHubServer server, string? token = null)
        where T : Exception
    {
        await using (server)
        {
            return (await Assert.ThrowsAsync<T>(() => TagAsync(server, token)))!;
        }
    }
}
