using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>
/// Where the parts of an index are, below the folder of a site or the root of a store alike. HTML and JSON have roots of
/// their own, since a static host cannot choose by the <c>Accept</c> header; both name the same files by relative URLs.
/// </summary>
public static class IndexLayout
{
    /// <summary>The page for people.</summary>
    public const string Landing = "index.html";

    /// <summary>What a monitor reads: counts, newest versions, and the generation of the list of projects.</summary>
    public const string Status = "status.json";

    /// <summary>The list of projects as HTML.</summary>
    public const string RootHtml = "simple/index.html";

    /// <summary>The list of projects as JSON, from which the HTML is made.</summary>
    public const string RootJson = "simple-json/index.json";

    /// <summary>Below it, the pages as HTML.</summary>
    public const string Html = "simple/";

    /// <summary>Below it, the pages as JSON.</summary>
    public const string Json = "simple-json/";

    /// <summary>Below it, the files of all channels.</summary>
    public const string Packages = "packages/";

    /// <summary>Below it, pages are tried before they are published.</summary>
    public const string Staging = "staging/";

    /// <summary>Below it, a folder for each run with the JSON pages that it replaced, under their own keys.</summary>
    public const string History = "history/";

    /// <summary>Below it, a JSON file for each run that came to its end.</summary>
    public const string Releases = "releases/";

    /// <summary>Below it, what runs are about to name or to remove of the files of all channels.</summary>
    public const string Claims = "claims/";

    /// <summary>The version of the simple repository API that pages are written in, HTML and JSON alike.</summary>
    public const string ApiVersion = "1.4";

    private const string SidecarEnd = ".metadata";

    /// <summary>What a store has at its root, so that nothing else can be called so.</summary>
    public static IReadOnlySet<string> Names { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "simple",
            "simple-json",
            "packages",
            "releases",
            "history",
            "staging",
            "cache",
            "claims",
            "index.html",
            "index.json",
            Status,
            "wheelhouse.json",
            "robots.txt",
            "favicon.ico",
        };

    /// <summary>A project's page as HTML.</summary>
    public static string ProjectHtml(ProjectName project) => $"simple/{project}/index.html";

    /// <summary>A project's page as JSON, from which the HTML is made.</summary>
    public static string ProjectJson(ProjectName project) => $"simple-json/{project}/index.json";

    /// <summary>The project whose page as JSON is under a key; null for any other key.</summary>
    public static ProjectName? ProjectOfJson(string key) => ProjectOf(key, "simple-json", "index.json");

    /// <summary>The project whose page as HTML is under a key; null for any other key.</summary>
    public static ProjectName? ProjectOfHtml(string key) => ProjectOf(key, "simple", "index.html");

    /// <summary>The project whose page, as HTML or JSON, is under a key, be it the file's or its folder's; null for any other key.</summary>
    internal static ProjectName? ProjectOfPage(string key) =>
        ProjectOfJson(key.EndsWith('/') ? key + "index.json" : key)
        ?? ProjectOfHtml(key.EndsWith('/') ? key + "index.html" : key);

    /// <summary>A wheel. The name is literal here; only URLs encode its <c>+</c> and <c>!</c>.</summary>
    public static string Package(WheelFileName file) => $"{Packages}{file.Project}/{file}";

    /// <summary>A wheel's METADATA, which clients read instead of the wheel (PEP 658).</summary>
    public static string Sidecar(WheelFileName file) => Package(file) + SidecarEnd;

    /// <summary>Whether a key is that of a wheel's METADATA.</summary>
    internal static bool IsSidecar(string key) => key.EndsWith(SidecarEnd, StringComparison.Ordinal);

    /// <summary>The keys of what an index has of a file: the file where it hosts it, and its METADATA.</summary>
    internal static IEnumerable<string> Objects(IndexFile file)
    {
        if (file.IsHosted)
        {
            yield return Package(file.FileName);
        }

        if (file.IsHosted || file.SidecarSha256 is not null)
        {
            yield return Sidecar(file.FileName);
        }
    }

    /// <summary>The folder of a run below <see cref="History"/> or <see cref="Staging"/>, of any channel; null for any other key.</summary>
    internal static string? RunBelow(string key, string folder)
    {
        var parts = key.Split('/');
        var at = Array.IndexOf(parts, folder.TrimEnd('/'), 0, Math.Min(2, parts.Length));
        return at < 0 || (at == 1 && Names.Contains(parts[0])) || parts.Length < at + 3 ? null : parts[at + 1];
    }

    /// <summary>The URL of a wheel as the page of its project gives it.</summary>
    public static string FileUrl(WheelFileName file) => "../../" + PackageUrl(file);

    /// <summary>The URL of a wheel from the root of the site or store.</summary>
    public static string PackageUrl(WheelFileName file) =>
        $"{Packages}{file.Project}/{Uri.EscapeDataString(file.ToString())}";

    private static ProjectName? ProjectOf(string key, string folder, string page) =>
        key.Split('/') is [var first, var name, var last]
        && first == folder
        && last == page
        && ProjectName.TryParse(name, out var project)
        && project.Value == name
            ? project
            : null;
}
