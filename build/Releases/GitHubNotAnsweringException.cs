namespace Wheelhouse.Build.Releases;

/// <summary>GitHub's API cannot be reached, refuses, or answers with something else than it should.</summary>
/// <param name="reason">What happened.</param>
/// <param name="url">What was asked for.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class GitHubNotAnsweringException(string reason, Uri url, Exception? cause = null)
    : WheelhouseException(
        $"GitHub's releases cannot be read: {reason}",
        url.ToString(),
        "look at GITHUB_TOKEN or GH_TOKEN and the network, or name the release: --vllm=TAG asks no API",
        cause
    );
