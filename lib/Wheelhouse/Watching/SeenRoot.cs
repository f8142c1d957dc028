using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>A list of projects in one of its forms.</summary>
/// <param name="Url">The list's address.</param>
/// <param name="Generation">The list's generation; 0 for a list that no index of ours wrote.</param>
/// <param name="Names">The projects.</param>
/// <param name="Json">The list itself, where it came as JSON.</param>
internal sealed record SeenRoot(Uri Url, long Generation, IReadOnlySet<ProjectName> Names, RootPage? Json)
{
    /// <summary>Reads a list by the type that it came as.</summary>
    /// <exception cref="InvalidIndexPageException">It is no such list; every problem is listed.</exception>
    public static SeenRoot Of(Answer answer)
    {
        var where = answer.Url.AbsoluteUri;
        if (IndexTypes.IsJson(answer.Type))
        {
            var root = RootPageJson.Parse(answer.Bytes, where);
            return new SeenRoot(
                answer.Url,
                root.Generation,
                root.Projects.Select(project => project.Name).ToHashSet(),
                root
            );
        }

        var html = HtmlPage.Parse(answer);
        var (names, problems) = (new HashSet<ProjectName>(), new List<string>());
        foreach (var link in html.Links)
        {
            if (!ProjectName.TryParse(link.Text, out var name))
            {
                problems.Add($"the link {OffendingText.Quote(link.Text)} is no project's");
            }
            else if (
                !Uri.TryCreate(html.Base, link.Find("href") ?? "", out var url)
                || url.Segments[^1].TrimEnd('/') != name.Value
            )
            {
                problems.Add($"the link {name} leads to {OffendingText.Quote(link.Find("href") ?? "")}");
            }
            else if (!names.Add(name))
            {
                problems.Add($"{name} is there twice");
            }
        }

        return problems.Count == 0
            ? new SeenRoot(answer.Url, html.Generation, names, null)
            : throw new InvalidIndexPageException(problems, where);
    }
}
