using System.Text;
using System.Text.RegularExpressions;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The objects of a store that users read; what publishers keep for themselves is left out.</summary>
internal static partial class UsersView
{
    private static readonly string[] Hidden = ["history/", "releases/", "staging/", "claims/", ".wheelhouse-"];

    /// <summary>The ETags of the objects, by key.</summary>
    public static async Task<SortedDictionary<string, string>> ETagsAsync(S3Server server, string prefix) =>
        new(
            (await server.ETagsAsync(prefix))
                .Where(row => !Hidden.Any(hidden => row.Key.StartsWith(hidden, StringComparison.Ordinal)))
                .ToDictionary(),
            StringComparer.Ordinal
        );

    /// <summary>The texts of the pages, without times and runs, and the ETags of the files: equal for equal publishes.</summary>
    public static async Task<SortedDictionary<string, string>> ContentsAsync(S3Server server, string prefix)
    {
        var objects = await ETagsAsync(server, prefix);
        using var client = server.Client();
        foreach (var key in objects.Keys.Where(key => !IsFile(key)).ToList())
        {
            using var page = await client.GetObjectAsync(S3Server.Bucket, prefix + key);
            using var text = new StreamReader(page.ResponseStream, Encoding.UTF8);
            objects[key] = Md5().Replace(Time().Replace(await text.ReadToEndAsync(), "TIME"), "MD5");
        }

        return objects;
    }

    /// <summary>The pages alone: a file that no page names is not seen.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pages(this SortedDictionary<string, string> objects) =>
        objects.Where(row => !IsFile(row.Key));

    private static bool IsFile(string key) => key.StartsWith("packages/", StringComparison.Ordinal);

    // Of pages, in which times stand.
    [GeneratedRegex("(?<=\"(json|html)\":\")[0-9a-f]{32}(?=\")")]
    private static partial Regex Md5();

    [GeneratedRegex(@"\d{4}-?\d\d-?\d\d[T ][\d:.]+(Z|\+00:00| UTC)(-[0-9a-f]+)?")]
    private static partial Regex Time();
}
