using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json;

namespace Wheelhouse.Build.Releases;

/// <summary>Asks GitHub's REST API for the newest official release of a repository; drafts and pre-releases do not count.</summary>
/// <remarks>https://docs.github.com/en/rest/releases/releases and https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api</remarks>
/// <param name="client">Sends the requests.</param>
/// <param name="api">The address of the API, ending in a slash.</param>
/// <param name="token">Raises the rate limit; null for none. It is never shown.</param>
public sealed class GitHubReleases(HttpClient client, Uri api, string? token)
{
    /// <summary>The API of GitHub itself.</summary>
    public static readonly Uri PublicApi = new("https://api.github.com/");

    private const int PageSize = 100;
    private const string Remaining = "x-ratelimit-remaining";

    /// <summary>The tag of the newest official release.</summary>
    /// <param name="repository">Owner and name, such as vllm-project/vllm.</param>
    /// <param name="tagPrefix">What tags of releases have before the version.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ReleaseNotFoundException">There is no such repository, or it has no official release.</exception>
    /// <exception cref="GitHubRateLimitException">The rate limit is reached.</exception>
    /// <exception cref="GitHubNotAnsweringException">The API cannot be reached, or refuses.</exception>
    public async Task<string> LatestTagAsync(string repository, string tagPrefix, CancellationToken cancellation)
    {
        var latest = new Uri(api, $"repos/{repository}/releases/latest");
        using (var answer = await AskAsync(latest, cancellation))
        {
            // GitHub answers 404 both where the repository is unknown and where it has pre-releases alone.
            if (
                answer.StatusCode != HttpStatusCode.NotFound
                && await ReadAsync<GitHubRelease>(answer, latest, cancellation) is var release
                && IsOfficial(release, tagPrefix)
            )
            {
                return release.Tag;
            }
        }

        List<string> tags = [];
        var page = new Uri(api, $"repos/{repository}/releases?per_page={PageSize}");
        while (page is not null)
        {
            using var answer = await AskAsync(page, cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                throw new ReleaseNotFoundException(
                    $"GitHub knows no repository {repository}",
                    $"{page}",
                    "look at source.repository of the recipe or --repository; a private one needs GITHUB_TOKEN"
                );
            }

            var releases = await ReadAsync<List<GitHubRelease>>(answer, page, cancellation);
            tags.AddRange(releases.Where(release => IsOfficial(release, tagPrefix)).Select(release => release.Tag));
            page = Next(answer, page);
        }

        return RemoteReferences.Newest(tags, tagPrefix)
            ?? throw new ReleaseNotFoundException(
                $"{repository} has no official release: drafts and pre-releases do not count",
                $"{latest}",
                "name a tag, branch or commit with --vllm=NAME"
            );
    }

    private static bool IsOfficial(GitHubRelease release, string tagPrefix) =>
        release is { IsDraft: false, IsPrerelease: false }
        && RemoteReferences.VersionOf(release.Tag, tagPrefix) is { IsPrerelease: false };

    private async Task<HttpResponseMessage> AskAsync(Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Wheelhouse", null));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, cancellation);
        }
        catch (Exception error)
            when (error is HttpRequestException
                || (error is TaskCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            throw new GitHubNotAnsweringException(error.Message, url, error);
        }

        if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound)
        {
            return answer;
        }

        using (answer)
        {
            throw await RefusalAsync(answer, url, cancellation);
        }
    }

    private async Task<WheelhouseException> RefusalAsync(
        HttpResponseMessage answer,
        Uri url,
        CancellationToken cancellation
    )
    {
        var isLimit =
            answer.StatusCode == HttpStatusCode.TooManyRequests
            || (
                answer.StatusCode == HttpStatusCode.Forbidden
                && (
                    Header(answer, Remaining) == "0"
                    || answer.Headers.RetryAfter is not null
                    || await SpeaksOfLimitAsync(answer, cancellation)
                )
            );
        if (isLimit)
        {
            return new GitHubRateLimitException(url, Reset(answer), token is not null);
        }

        return new GitHubNotAnsweringException(
            string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode} {answer.ReasonPhrase}")
                + (
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && token is not null
                        ? "; the token does not do"
                        : ""
                ),
            url
        );
    }

    // The secondary limit may come without any header; then only the message tells it from a right that is missing.
    private static async Task<bool> SpeaksOfLimitAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        (await answer.Content.ReadAsStringAsync(cancellation)).Contains(
            "rate limit",
            StringComparison.OrdinalIgnoreCase
        );

    // The shorter, secondary limit says how many seconds to wait, or nothing; the hourly one the second in which it ends, which
    // other answers have too.
    private static DateTimeOffset? Reset(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is { Delta: { } wait } ? (answer.Headers.Date ?? DateTimeOffset.UtcNow) + wait
        : Header(answer, Remaining) is null or "0"
        && long.TryParse(
            Header(answer, "x-ratelimit-reset"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
        : null;

    // Link: <https://api.github.com/...&page=2>; rel="next", <...>; rel="last". A page elsewhere would be given the token.
    private Uri? Next(HttpResponseMessage answer, Uri page)
    {
        var next = Header(answer, "Link")
            ?.Split(',')
            .FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal))
            ?.Split('<', '>')
            .ElementAtOrDefault(1);
        if (next is null)
        {
            return null;
        }

        return
            Uri.TryCreate(page, next, out var url)
            && url.GetLeftPart(UriPartial.Authority) == api.GetLeftPart(UriPartial.Authority)
            ? url
            : throw new GitHubNotAnsweringException($"its next page, {next}, lies elsewhere", page);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, Uri url, CancellationToken cancellation)
    {
        try
        {
            return JsonConvert.DeserializeObject<T>(await answer.Content.ReadAsStringAsync(cancellation))
                ?? throw new JsonException("the answer is empty");
        }
        catch (JsonException error)
        {
            throw new GitHubNotAnsweringException($"the answer is not as documented ({error.Message})", url, error);
        }
    }
}
