using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What the list of projects, and all that is made from it, says of a store at this moment.</summary>
internal sealed partial class VisibleRoots
{
    private static readonly string[] Made = [IndexLayout.RootHtml, IndexLayout.Landing, IndexLayout.Status];
    private static readonly string[] MadeInBuckets = ["simple/", "simple-json/", "simple-json/index.html"];

    /// <summary>The projects that each page names, by its key; of a page that is not there, none.</summary>
    public SortedDictionary<string, SortedSet<string>> Projects { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong: a page without its end, one that cannot be read, one that is ahead of what it is made from.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reads them all.</summary>
    public static async Task<VisibleRoots> ReadAsync(IObjectStore store)
    {
        var visible = new VisibleRoots();
        // The list itself comes last: what is on a page made from it is on the list.
        foreach (var key in Made.Concat(store.HasKeysEndingInSlash ? MadeInBuckets : []).Append(IndexLayout.RootJson))
        {
            await visible.ReadAsync(store, key);
        }

        var listed = visible.Projects[IndexLayout.RootJson];
        visible.Problems.AddRange(
            visible
                .Projects.Where(page => !page.Value.IsSubsetOf(listed))
                .Select(page => $"{page.Key} names {string.Join(", ", page.Value.Except(listed))}, unlike the list")
        );
        return visible;
    }

    private async Task ReadAsync(IObjectStore store, string key)
    {
        await using var found = await store.GetAsync(key, default);
        Projects[key] = new SortedSet<string>(StringComparer.Ordinal);
        if (found is null)
        {
            return;
        }

        var bytes = await found.ReadBytesAsync(1 << 24, default);
        try
        {
            Projects[key].UnionWith(ProjectsOf(key, bytes));
        }
        catch (Exception error) when (error is InvalidIndexPageException or JsonException or FormatException)
        {
            Problems.Add($"{key}: {error.Message}");
        }
    }

    private static IEnumerable<string> ProjectsOf(string key, byte[] bytes)
    {
        if (key.StartsWith("simple-json/", StringComparison.Ordinal))
        {
            return RootPageJson.Parse(bytes, key).Projects.Select(project => project.Name.Value);
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (key == IndexLayout.Status)
        {
            return ((JObject)JObject.Parse(text)["latest"]!).Properties().Select(property => property.Name);
        }

        return text.EndsWith("</html>\n", StringComparison.Ordinal)
            ? (key == IndexLayout.Landing ? Row() : Link()).Matches(text).Select(match => match.Groups[1].Value)
            : throw new FormatException("it has no end");
    }

    [GeneratedRegex("<b class=\"project\">([a-z0-9-]+)</b>")]
    private static partial Regex Row();

    [GeneratedRegex("<a href=\"([a-z0-9-]+)/\">")]
    private static partial Regex Link();
}
