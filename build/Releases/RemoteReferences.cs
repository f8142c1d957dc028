using Wheelhouse.Build.Arguments;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Releases;

/// <summary>The tags and branches of a repository, as <c>git ls-remote</c> lists them.</summary>
/// <param name="Repository">The repository, for messages.</param>
/// <param name="Tags">The commit of each tag; an annotated tag's own object does not count.</param>
/// <param name="Branches">The commit of each branch.</param>
public sealed record RemoteReferences(
    string Repository,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyDictionary<string, string> Branches
)
{
    private const string TagPrefix = "refs/tags/";
    private const string BranchPrefix = "refs/heads/";
    private const string Peeled = "^{}";
    private const int CommitLength = 40;

    /// <summary>Reads the lines of <c>git ls-remote</c>.</summary>
    /// <param name="lines">A commit, a tab and a name each.</param>
    /// <param name="repository">The repository, for messages.</param>
    public static RemoteReferences Parse(IEnumerable<string> lines, string repository)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var branches = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 2))
        {
            var (commit, name) = (parts[0], parts[1]);
            if (name.StartsWith(BranchPrefix, StringComparison.Ordinal))
            {
                branches[name[BranchPrefix.Length..]] = commit;
            }
            else if (name.StartsWith(TagPrefix, StringComparison.Ordinal))
            {
                // The commit of an annotated tag comes in a line of its own, after the tag's.
                var tag = name[TagPrefix.Length..];
                tags[tag.EndsWith(Peeled, StringComparison.Ordinal) ? tag[..^Peeled.Length] : tag] = commit;
            }
        }

        return new RemoteReferences(repository, tags, branches);
    }

    /// <summary>The version that a tag names; null when it names none.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="prefix">What it has before the version.</param>
    public static PythonVersion? VersionOf(string tag, string prefix) =>
        tag.StartsWith(prefix, StringComparison.Ordinal)
        && PythonVersion.TryParse(tag[prefix.Length..], out var version)
            ? version
            : null;

    /// <summary>Whether a name is a commit's, with all its digits.</summary>
    /// <param name="name">The name.</param>
    public static bool IsWholeCommit(string name) => name.Length == CommitLength && name.All(char.IsAsciiHexDigit);

    /// <summary>The tag of the newest version that is no pre-release, by PEP 440 order.</summary>
    /// <param name="prefix">What tags of releases have before the version.</param>
    /// <exception cref="ReleaseNotFoundException">There is none.</exception>
    public string Latest(string prefix) =>
        Newest(Tags.Keys, prefix)
        ?? throw new ReleaseNotFoundException(
            $"no tag names a release ({prefix}X.Y.Z that is no pre-release)",
            Repository,
            "name a tag, branch or commit with --vllm=NAME, or look at source.tagPrefix of the recipe"
        );

    /// <summary>Of tags, the one of the newest version that is no pre-release; null when there is none.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="prefix">What tags of releases have before the version.</param>
    public static string? Newest(IEnumerable<string> tags, string prefix) =>
        tags.Select(tag => (tag, version: VersionOf(tag, prefix)))
            .Where(known => known.version is { IsPrerelease: false })
            .OrderByDescending(known => known.version)
            .Select(known => known.tag)
            .FirstOrDefault();

    /// <summary>The tag, branch or commit of that name: its commit, and the tag where there is one.</summary>
    /// <param name="asked">What was asked for; the prefix of a release's tag may be left out.</param>
    /// <param name="prefix">What tags of releases have before the version.</param>
    /// <exception cref="ReleaseNotFoundException">There is nothing of that name, or several commits begin so.</exception>
    public (string Commit, string? Tag) Find(string asked, string prefix)
    {
        foreach (var tag in new[] { asked, prefix + asked })
        {
            if (Tags.TryGetValue(tag, out var tagged))
            {
                return (tagged, tag);
            }
        }

        if (Branches.TryGetValue(asked, out var tip))
        {
            return (tip, TagOf(tip, prefix));
        }

        var isHex = asked.Length is >= 7 and <= CommitLength && asked.All(char.IsAsciiHexDigit);
        if (IsWholeCommit(asked))
        {
            var commit = asked.ToLowerInvariant();
            return (commit, TagOf(commit, prefix));
        }

        string[] begun = isHex
            ?
            [
                .. Tags
                    .Values.Concat(Branches.Values)
                    .Where(commit => commit.StartsWith(asked, StringComparison.OrdinalIgnoreCase))
                    .Distinct(),
            ]
            : [];
        return begun.Length == 1 ? (begun[0], TagOf(begun[0], prefix)) : throw NotFound(asked, isHex);
    }

    private string? TagOf(string commit, string prefix)
    {
        string[] tags =
        [
            .. Tags.Where(tag => tag.Value == commit).Select(tag => tag.Key).Order(StringComparer.Ordinal),
        ];
        return Newest(tags, prefix) ?? tags.FirstOrDefault(tag => VersionOf(tag, prefix) is not null);
    }

    private ReleaseNotFoundException NotFound(string asked, bool isHex)
    {
        var meant = NearestName.Of(asked, [.. Tags.Keys, .. Branches.Keys]);
        return new ReleaseNotFoundException(
            $"there is no tag or branch '{asked}'"
                + (isHex ? ", and no single one of them whose commit begins so" : "")
                + (meant is null ? "" : $"; did you mean '{meant}'?"),
            Repository,
            isHex ? "give all 40 digits of the commit" : "name a tag, branch or commit with --vllm=NAME"
        );
    }
}
