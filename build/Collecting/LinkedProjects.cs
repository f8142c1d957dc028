using System.Net;
using System.Text.RegularExpressions;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;

namespace Wheelhouse.Build.Collecting;

/// <summary>The projects whose files stay where others publish them: the index names them by URL and hash.</summary>
/// <param name="links">Each with the index that has its files.</param>
/// <param name="client">Reads the indexes' pages.</param>
public sealed partial class LinkedProjects(IReadOnlyList<RecipeLink> links, HttpClient client)
{
    /// <summary>Makes sure that pip took them from their indexes, and not a file of the same name from elsewhere.</summary>
    /// <param name="report">pip's answer.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each linked project of the answer the URL of its file.</returns>
    /// <exception cref="LinkNotFollowedException">A file is not on the page of its index.</exception>
    public async Task<IReadOnlyDictionary<ProjectName, Uri>> FindAsync(PipReport report, CancellationToken cancellation)
    {
        var found = new Dictionary<ProjectName, Uri>();
        var problems = new List<string>();
        foreach (var link in links)
        {
            if (report.Items.FirstOrDefault(item => item.Project == link.Project) is not { } item)
            {
                continue;
            }

            var page = new Uri(new Uri(link.Index.AbsoluteUri.TrimEnd('/') + "/"), $"{link.Project}/");
            if (Secrets.Mask(item.Url.AbsoluteUri) is var shown && shown != item.Url.AbsoluteUri)
            {
                problems.Add(
                    $"{item.Project} {item.Version}: its URL holds a secret, which everybody would read: {shown}"
                );
            }
            else if (item.IsWheel && await ListsAsync(page, item.Url, cancellation))
            {
                found[item.Project] = item.Url;
            }
            else
            {
                problems.Add($"{item.Project} {item.Version}: pip takes {item.Url}, which is no wheel of {page}");
            }
        }

        return problems.Count == 0 ? found : throw new LinkNotFollowedException(problems);
    }

    private async Task<bool> ListsAsync(Uri page, Uri file, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await client.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var address = response.RequestMessage?.RequestUri ?? page;
        return Links()
            .Matches(text)
            .Select(match => new Uri(address, WebUtility.HtmlDecode(match.Groups["url"].Value)))
            .Any(url => url.GetLeftPart(UriPartial.Query) == file.GetLeftPart(UriPartial.Query));
    }

    [GeneratedRegex("""href\s*=\s*["'](?<url>[^"']+)["']""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Links();
}
