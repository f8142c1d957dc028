using System.Globalization;

namespace Wheelhouse.Build.Releases;

/// <summary>GitHub answers no more for a while.</summary>
/// <param name="url">What was asked for.</param>
/// <param name="reset">When it answers again; null where it does not say.</param>
/// <param name="hasToken">Whether the request bore a token.</param>
public sealed class GitHubRateLimitException(Uri url, DateTimeOffset? reset, bool hasToken)
    : WheelhouseException(
        "GitHub's rate limit is reached"
            + (
                reset is { } time
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"; it answers again at {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
                    )
                    : ""
            ),
        url.ToString(),
        (hasToken ? "" : "set GITHUB_TOKEN (any token raises the limit), ")
            + (reset is null ? "wait for a minute at least" : "wait until then")
            + ", or name the release: --vllm=TAG asks no API"
    );
