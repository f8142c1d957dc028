using System.Text;
using System.Text.RegularExpressions;
using Wheelhouse.Names;

namespace Wheelhouse.Index;

/// <summary>
/// The list of projects as HTML 5.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#base-html-api">the base HTML API</see>.
/// </summary>
public static partial class RootPageHtml
{
    /// <summary>The page as UTF-8; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage page) =>
        PageText.Html(
            "Projects",
            page.Generation,
            [PageText.Meta("pypi:repository-version", IndexLayout.ApiVersion)],
            ["<h1>Projects</h1>", .. page.Projects.Select(row => $"<a href=\"{row.Name}/\">{row.Name}</a><br>")]
        );

    /// <summary>The projects that a page of ours names.</summary>
    internal static IEnumerable<ProjectName> ProjectsOf(byte[] bytes) =>
        Link().Matches(Encoding.UTF8.GetString(bytes)).Select(match => ProjectName.Parse(match.Groups[1].Value));

    [GeneratedRegex("<a href=\"([a-z0-9-]+)/\">", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
