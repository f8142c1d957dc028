namespace Wheelhouse.Index;

/// <summary>
/// The list of projects as HTML 5.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#base-html-api">the base HTML API</see>.
/// </summary>
public static class RootPageHtml
{
    /// <summary>The page as UTF-8; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage page) =>
        PageText.Html(
            "Projects",
            page.Generation,
            [PageText.Meta("pypi:repository-version", IndexLayout.ApiVersion)],
            ["<h1>Projects</h1>", .. page.Projects.Select(row => $"<a href=\"{row.Name}/\">{row.Name}</a><br>")]
        );
}
