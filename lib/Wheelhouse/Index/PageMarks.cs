using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Index;

/// <summary>
/// What tells a project's page without reading it: the MD5 of its two forms, which a bucket's listing gives as their ETags
/// where it does not encrypt, and the SHA-256 over names and hashes of its files, in the form of <c>sha256sum</c>.
/// </summary>
/// <param name="JsonMd5">Of the JSON page; 32 lower-case hexadecimal digits.</param>
/// <param name="HtmlMd5">Of the HTML page, likewise.</param>
/// <param name="FilesSha256">Of the files; 64 lower-case hexadecimal digits.</param>
public sealed record PageMarks(string JsonMd5, string HtmlMd5, string FilesSha256)
{
    /// <summary>The marks of a page.</summary>
    public static PageMarks Of(ProjectPage page) =>
        new(Md5(ProjectPageJson.Render(page)), Md5(ProjectPageHtml.Render(page)), FilesOf(page));

    /// <summary>The mark of a page's files alone, which two pages have in common that name the same files.</summary>
    public static string FilesOf(ProjectPage page)
    {
        var lines = new StringBuilder();
        foreach (var file in page.Files)
        {
            lines.Append(file.Sha256).Append("  ").Append(file.FileName).Append('\n');
        }

        return PageText.Sha256(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "The protocol's ETag; it saves a reading and guards nothing."
    )]
    internal static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
