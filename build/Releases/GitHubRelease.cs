using Newtonsoft.Json;

namespace Wheelhouse.Build.Releases;

/// <summary>A release as <see href="https://docs.github.com/en/rest/releases/releases">GitHub's REST API</see> tells it.</summary>
/// <param name="Tag">The tag's name.</param>
/// <param name="IsDraft">Whether it is not published yet.</param>
/// <param name="IsPrerelease">Whether it is marked as not for production.</param>
public sealed record GitHubRelease(
    [property: JsonProperty("tag_name", Required = Required.Always)] string Tag,
    [property: JsonProperty("draft", Required = Required.Always)] bool IsDraft,
    [property: JsonProperty("prerelease", Required = Required.Always)] bool IsPrerelease
);
