using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Wheelhouse.Index;

/// <summary>The text forms that all pages share.</summary>
internal static partial class PageText
{
    private const string GenerationName = "wheelhouse:generation";

    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\"");

    public static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A text as it stands in HTML, in an element or in a double-quoted attribute.</summary>
    public static string Escape(string text) =>
        !text.AsSpan().ContainsAny(Escaped)
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal)
                .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A whole HTML page of these lines; the generation tells which JSON page it was made from.</summary>
    public static byte[] Html(string title, long generation, IEnumerable<string> head, IEnumerable<string> body) =>
        Html(title, generation, head, page => page.AddLines(body));

    /// <summary>A whole HTML page of these lines and what writes those of its body.</summary>
    public static byte[] Html(string title, long generation, IEnumerable<string> head, Action<PageBytes> body)
    {
        using var page = new PageBytes();
        page.AddLines([
            "<!DOCTYPE html>",
            "<html lang=\"en\">",
            "<head>",
            "<meta charset=\"utf-8\">",
            Meta(GenerationName, generation.ToString(CultureInfo.InvariantCulture)),
            .. head,
            $"<title>{Escape(title)}</title>",
            "</head>",
            "<body>",
        ]);
        body(page);
        page.AddLines(["</body>", "</html>"]);
        return page.ToArray();
    }

    public static string Meta(string name, string content) => $"<meta name=\"{name}\" content=\"{Escape(content)}\">";

    /// <summary>The generation an HTML page was made from; 0 for a page that no index of ours wrote, and for a part of one.</summary>
    public static long GenerationOfHtml(byte[] bytes)
    {
        if (!bytes.AsSpan().TrimEnd("\r\n"u8).EndsWith("</html>"u8))
        {
            return 0;
        }

        var match = GenerationTag().Match(Encoding.UTF8.GetString(bytes));
        return match.Success && long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;
    }

    [GeneratedRegex("<meta name=\"" + GenerationName + "\" content=\"([0-9]+)\">", RegexOptions.CultureInvariant)]
    private static partial Regex GenerationTag();
}
