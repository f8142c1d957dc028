namespace Wheelhouse.Watching;

/// <summary>
/// The types that pages come as.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#content-types">content types</see>.
/// </summary>
internal static class IndexTypes
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private const string Html = "application/vnd.pypi.simple.v1+html";
    private const string OldHtml = "text/html";

    /// <summary>What pip says that it takes.</summary>
    public const string Accepted = $"{Json}, {Html}; q=0.1, {OldHtml}; q=0.01";

    public static bool IsJson(string type) => type == Json;

    /// <summary>Whether installers read a page that comes as this.</summary>
    public static bool AreOfPages(string type) => type is Json or Html or OldHtml;
}
