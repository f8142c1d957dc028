namespace Wheelhouse.Index;

/// <summary>The page for people who open the index's address in a browser, made from the list of projects.</summary>
public static class LandingPage
{
    /// <summary>The page as UTF-8; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage root) =>
        PageText.Html(
            "Python wheels",
            root.Generation,
            ["<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"],
            [
                "<h1>Python wheels</h1>",
                "<p>This is a package index for pip, uv and other installers"
                    + " (<a href=\"https://packaging.python.org/en/latest/specifications/simple-repository-api/\">simple repository API</a>).</p>",
                "<pre>pip install NAME --index-url &lt;this address&gt;/simple/</pre>",
                "<table>",
                "<thead><tr><th>Project</th><th>Newest version</th><th>Summary</th></tr></thead>",
                "<tbody>",
                .. root.Projects.Select(RowOf),
                "</tbody>",
                "</table>",
            ]
        );

    // With the file's name in the link: not every host serves a folder's page for the folder.
    private static string RowOf(RootProject project) =>
        $"<tr><td><a href=\"{IndexLayout.ProjectHtml(project.Name)}\">{project.Name}</a></td>"
        + $"<td>{PageText.Escape(project.LatestVersion?.ToString() ?? "yanked")}</td>"
        + $"<td>{PageText.Escape(project.Summary ?? "")}</td></tr>";
}
