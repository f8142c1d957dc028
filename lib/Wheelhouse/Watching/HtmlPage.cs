using System.Globalization;
using System.Net;
using System.Text;
using Wheelhouse.Index;

namespace Wheelhouse.Watching;

/// <summary>
/// An HTML page of the simple repository API: its links and what its head says. Read strictly, since a browser's way of making
/// sense of anything would take half a page for a whole one with fewer links.
/// </summary>
internal sealed class HtmlPage
{
    private const string GenerationName = "wheelhouse:generation";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> metas = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HtmlLink> links = [];

    private bool hasBase;

    private HtmlPage(Uri url) => Base = url;

    /// <summary>The links, in order.</summary>
    public IReadOnlyList<HtmlLink> Links => links;

    /// <summary>What relative URLs count from.</summary>
    public Uri Base { get; private set; }

    /// <summary>The generation of the JSON page that it was made from; 0 for a page that no index of ours wrote.</summary>
    public long Generation =>
        metas.TryGetValue(GenerationName, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : 0;

    /// <summary>Reads a page.</summary>
    /// <param name="answer">The page as UTF-8.</param>
    /// <exception cref="InvalidIndexPageException">It is no whole HTML 5 page.</exception>
    public static HtmlPage Parse(Answer answer)
    {
        try
        {
            var page = new HtmlPage(answer.Url);
            page.Read(new HtmlScanner(StrictUtf8.GetString(answer.Bytes).TrimStart('\ufeff')));
            return page;
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw new InvalidIndexPageException(
                [error is FormatException ? error.Message : "it is not UTF-8"],
                answer.Url.AbsoluteUri
            );
        }
    }

    private void Read(HtmlScanner scanner)
    {
        scanner.TakeDocumentType();
        var (last, text, open) = ("", new StringBuilder(), (IReadOnlyDictionary<string, string>?)null);
        while (scanner.Next() is { } token)
        {
            if (token.Name.Length == 0)
            {
                text.Append(WebUtility.HtmlDecode(token.Text));
                continue;
            }

            last = token.IsEnd ? "/" + token.Name : token.Name;
            switch (last)
            {
                case "a" when open is not null:
                    throw new FormatException("it has a link within a link");
                case "a":
                    (open, _) = (token.Attributes, text.Clear());
                    break;
                case "/a" when open is null:
                    throw new FormatException("it has a </a> that ends no link");
                case "/a":
                    links.Add(new HtmlLink($"{text}".Trim(), open));
                    open = null;
                    break;
                case "meta" when token.Attributes.TryGetValue("name", out var name):
                    metas[name] = token.Attributes.GetValueOrDefault("content", "");
                    break;
                case "base" when !hasBase && token.Attributes.TryGetValue("href", out var href):
                    (Base, hasBase) = (new Uri(Base, href), true);
                    break;
                default:
                    break;
            }
        }

        if (open is not null)
        {
            throw new FormatException("it is cut off: it has a link without an end");
        }

        if (last != "/html")
        {
            throw new FormatException("it is cut off: it does not end with </html>");
        }
    }
}
