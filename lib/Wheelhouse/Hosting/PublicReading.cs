using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Hosting;

/// <summary>
/// The statement of a
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html">bucket's policy</see> that lets
/// everybody read what users read of a store, and nothing else of it.
/// </summary>
internal static class PublicReading
{
    private const string Allowance = "s3:GetObject";

    private static readonly string[] OfChannel =
    [
        "simple/*",
        "simple-json/*",
        IndexLayout.Landing,
        IndexLayout.Status,
        WheelhouseDescription.FileName,
        // A star stands for slashes too: below releases/ only these files are read.
        IndexLayout.Releases + "*/pylock.toml",
        IndexLayout.Releases + "*/" + WheelhouseDescription.FileName,
    ];

    /// <summary>What is read, as a policy names it, in ordinal order.</summary>
    /// <remarks>
    /// Channels are named one by one: a star in place of their names would stand for <c>staging/RUN/</c> and <c>history/RUN/</c>
    /// as well.
    /// </remarks>
    public static IReadOnlyList<string> Resources(BucketLocation location, IEnumerable<string> roots) =>
        [
            .. roots
                .SelectMany(root => OfChannel.Select(name => root + name))
                .Append(IndexLayout.Packages + "*")
                .Select(name => ArnOf(location, name))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What the policy lets everybody read by the store's own statement; null without one.</summary>
    public static IReadOnlyList<string>? Current(JObject? policy, BucketLocation location) =>
        Statements(policy).FirstOrDefault(statement => IsOwn(statement, location)) is not { } own ? null
        : (string?)own["Effect"] == "Allow"
        && IsEverybody(own["Principal"])
        && Texts(own["Action"]).SequenceEqual([Allowance])
        && own["Condition"] is null
            ? [.. Texts(own["Resource"]).Order(StringComparer.Ordinal)]
        : [$"{own.ToString(Newtonsoft.Json.Formatting.None)}"];

    /// <summary>The roots of the channels that the statement names already.</summary>
    public static IEnumerable<string> Roots(JObject? policy, BucketLocation location)
    {
        var (before, after) = (ArnOf(location, ""), "simple/*");
        return (Current(policy, location) ?? [])
            .Where(resource =>
                resource.StartsWith(before, StringComparison.Ordinal)
                && resource.EndsWith(after, StringComparison.Ordinal)
            )
            .Select(resource => resource[before.Length..^after.Length])
            .Where(root => root.EndsWith('/') && Channel.TryParse(root[..^1], out _));
    }

    /// <summary>The policy with the store's own statement, all others as they are.</summary>
    public static JObject With(JObject? policy, BucketLocation location, IReadOnlyList<string> resources)
    {
        var merged = (JObject?)policy?.DeepClone() ?? new JObject { ["Version"] = "2012-10-17" };
        merged["Statement"] = new JArray(
            Statements(merged)
                .Where(statement => !IsOwn(statement, location))
                .Append(
                    new JObject
                    {
                        ["Sid"] = SidOf(location),
                        ["Effect"] = "Allow",
                        ["Principal"] = new JObject { ["AWS"] = new JArray("*") },
                        ["Action"] = new JArray(Allowance),
                        ["Resource"] = new JArray(resources),
                    }
                )
        );
        return merged;
    }

    // Several stores may lie in one bucket. A Sid has letters and digits alone, so a prefix is told by their codes.
    private static string SidOf(BucketLocation location) =>
        "WheelhousePublicRead"
        + string.Concat(
            location
                .Prefix.TrimEnd('/')
                .Select(character => char.IsAsciiLetterLower(character) ? $"{character}" : $"X{(int)character:X4}")
        );

    private static string ArnOf(BucketLocation location, string name) =>
        $"arn:aws:s3:::{location.Bucket}/{location.Prefix}{name}";

    private static bool IsOwn(JObject statement, BucketLocation location) =>
        (string?)statement["Sid"] == SidOf(location);

    // One statement may stand without a list around it, and one text too.
    private static IEnumerable<JObject> Statements(JObject? policy) =>
        policy?["Statement"] switch
        {
            JArray list => list.OfType<JObject>(),
            JObject one => [one],
            _ => [],
        };

    private static IEnumerable<string> Texts(JToken? token) =>
        token switch
        {
            JArray list => list.Select(text => $"{text}"),
            { } one => [$"{one}"],
            null => [],
        };

    private static bool IsEverybody(JToken? principal) =>
        Texts(principal is JObject of ? of["AWS"] : principal).SequenceEqual(["*"]);
}
