using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>A project's page in one of its forms.</summary>
/// <param name="Url">The page's address.</param>
/// <param name="Generation">The page's generation; 0 for a page that no index of ours wrote.</param>
/// <param name="Files">Its files.</param>
/// <param name="Json">The page itself, where it came as JSON.</param>
internal sealed record SeenPage(Uri Url, long Generation, IReadOnlyList<SeenFile> Files, ProjectPage? Json)
{
    /// <summary>Reads a page by the type that it came as.</summary>
    /// <param name="answer">The page.</param>
    /// <param name="project">The project that it must be of.</param>
    /// <exception cref="InvalidIndexPageException">It is no such page; every problem is listed.</exception>
    public static SeenPage Of(Answer answer, ProjectName project)
    {
        var where = answer.Url.AbsoluteUri;
        if (IndexTypes.IsJson(answer.Type))
        {
            var page = ProjectPageJson.Parse(answer.Bytes, where);
            return page.Name == project
                ? new SeenPage(
                    answer.Url,
                    page.Generation,
                    [.. page.Files.Select(file => SeenFile.Of(file, answer.Url))],
                    page
                )
                : throw new InvalidIndexPageException([$"it is the page of {page.Name}, not of {project}"], where);
        }

        var html = HtmlPage.Parse(answer);
        var problems = new List<string>();
        var files = html.Links.Select(link => Read(link, html.Base, problems)).OfType<SeenFile>().ToList();
        problems.AddRange(
            files
                .CountBy(file => file.Name, StringComparer.Ordinal)
                .Where(row => row.Value > 1)
                .Select(row => $"{row.Key} is there {row.Value} times")
        );
        problems.AddRange(
            files
                .Where(file => file.Wheel is { } wheel && wheel.Project != project)
                .Select(file => $"{file.Name} is no file of {project}")
        );
        return problems.Count == 0
            ? new SeenPage(answer.Url, html.Generation, files, null)
            : throw new InvalidIndexPageException(problems, where);
    }

    private static SeenFile? Read(HtmlLink link, Uri from, List<string> problems)
    {
        if (link.Find("href") is not { } href || !Uri.TryCreate(from, href, out var url))
        {
            problems.Add($"the link {OffendingText.Quote(link.Text)} leads nowhere");
            return null;
        }

        var name = Uri.UnescapeDataString(url.Segments[^1]);
        if (name != link.Text || url.Scheme is not ("http" or "https"))
        {
            problems.Add($"the link {OffendingText.Quote(link.Text)} leads to {OffendingText.Quote(href)}");
            return null;
        }

        var sha256 = Hash(url.Fragment.TrimStart('#'), link.Text, problems);
        var metadata = link.Find("data-core-metadata") ?? link.Find("data-dist-info-metadata");
        return new SeenFile(
            name,
            new Uri(url.GetLeftPart(UriPartial.Query)),
            sha256,
            link.Find("data-requires-python"),
            metadata switch
            {
                null or "false" => null,
                "true" => "",
                _ => Hash(metadata, link.Text, problems),
            },
            link.Find("data-yanked"),
            null
        );
    }

    // Other hashes are the server's own matter: sha256 is what ours have.
    private static string? Hash(string text, string name, List<string> problems)
    {
        const string form = "sha256=";
        if (!text.StartsWith(form, StringComparison.Ordinal))
        {
            return null;
        }

        var sha256 = text[form.Length..];
        if (!PageText.IsSha256(sha256))
        {
            problems.Add($"{name}: {OffendingText.Quote(sha256)} is not a sha256 of 64 small hexadecimal digits");
        }

        return sha256;
    }
}
