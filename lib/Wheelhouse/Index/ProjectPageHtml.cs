using System.Text;

namespace Wheelhouse.Index;

/// <summary>
/// A project's page as HTML 5.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#base-html-api">the base HTML API</see>.
/// </summary>
public static class ProjectPageHtml
{
    /// <summary>The page as UTF-8; the same bytes for the same page.</summary>
    public static byte[] Render(ProjectPage page)
    {
        var title = $"Links for {page.Name}";
        return PageText.Html(
            title,
            page.Generation,
            HeadOf(page),
            [$"<h1>{PageText.Escape(title)}</h1>", .. page.Files.Select(LinkTo)]
        );
    }

    private static IEnumerable<string> HeadOf(ProjectPage page)
    {
        yield return PageText.Meta("pypi:repository-version", IndexLayout.ApiVersion);
        if (page.Status is { } status)
        {
            yield return PageText.Meta("pypi:project-status", status.Status);
            if (status.Reason is not null)
            {
                yield return PageText.Meta("pypi:project-status-reason", status.Reason);
            }
        }
    }

    private static string LinkTo(IndexFile file)
    {
        var link = new StringBuilder("<a");
        Write(link, "href", $"{file.Url}#sha256={file.Sha256}");
        Write(link, "data-requires-python", file.RequiresPython);
        var metadata = file.CoreMetadataSha256 is null ? null : $"sha256={file.CoreMetadataSha256}";
        // Not the older data-dist-info-metadata: pip 23.0 reads it, and then compares names letter by letter.
        Write(link, "data-core-metadata", metadata);
        Write(link, "data-yanked", file.Yanked);
        Write(link, "data-provenance", file.Provenance);
        return link.Append('>').Append(PageText.Escape(file.FileName.ToString())).Append("</a><br>").ToString();
    }

    // Null leaves the attribute out: clients take its mere presence for a yes.
    private static void Write(StringBuilder link, string name, string? value)
    {
        if (value is not null)
        {
            link.Append(' ').Append(name).Append("=\"").Append(PageText.Escape(value)).Append('"');
        }
    }
}
