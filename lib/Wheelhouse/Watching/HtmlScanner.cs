using System.Buffers;
using System.Globalization;
using System.Net;

namespace Wheelhouse.Watching;

/// <summary>
/// Takes an HTML page apart: tags, text and comments as <see href="https://html.spec.whatwg.org/multipage/syntax.html">HTML's
/// syntax</see> has them. What the syntax does not allow is an error, where browsers guess.
/// </summary>
/// <param name="text">The page.</param>
internal sealed class HtmlScanner(string text)
{
    private const string Blanks = " \t\r\n\f";

    // Their content is text whatever it looks like, up to their own end.
    private static readonly HashSet<string> TextElements = ["script", "style", "title", "textarea"];

    private static readonly Dictionary<string, string> None = [];
    private static readonly SearchValues<char> EndOfTagName = SearchValues.Create(Blanks + "/><");
    private static readonly SearchValues<char> EndOfName = SearchValues.Create(Blanks + "\"'<>/=");
    private static readonly SearchValues<char> EndOfValue = SearchValues.Create(Blanks + "\"'=<>`");

    private int at;
    private string? textElement;

    /// <summary>Takes the document type, without which browsers and pip take a page for something older.</summary>
    public void TakeDocumentType()
    {
        SkipBlanks();
        const string form = "<!doctype html";
        if (!Rest.StartsWith(form, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("it does not begin with <!DOCTYPE html>");
        }

        at = After(">", "its document type");
    }

    /// <summary>The next part; null at the end of the page.</summary>
    public HtmlToken? Next()
    {
        while (Rest.StartsWith("<!--"))
        {
            at += 4;
            at = After("-->", "a comment");
        }

        if (at == text.Length)
        {
            return textElement is null ? null : throw Cut($"<{textElement}>");
        }

        if (textElement is { } element && !Rest.StartsWith("</" + element, StringComparison.OrdinalIgnoreCase))
        {
            var end = text.IndexOf("</" + element, at, StringComparison.OrdinalIgnoreCase);
            return Text(end < 0 ? throw Cut($"<{element}>") : end);
        }

        if (text[at] != '<')
        {
            var end = text.IndexOf('<', at);
            return Text(end < 0 ? text.Length : end);
        }

        return Tag();
    }

    private ReadOnlySpan<char> Rest => text.AsSpan(at);

    private HtmlToken Text(int end)
    {
        var taken = text[at..end];
        at = end;
        return new HtmlToken("", false, taken, None);
    }

    private HtmlToken Tag()
    {
        var start = at++;
        var isEnd = Rest.StartsWith("/");
        at += isEnd ? 1 : 0;
        var name = Take(EndOfTagName).ToLowerInvariant();
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]))
        {
            throw Wrong("a < that begins no tag", start);
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanks();
            if (at == text.Length)
            {
                throw Cut($"<{name}>");
            }

            if (text[at] == '>')
            {
                at++;
                textElement =
                    isEnd ? null
                    : TextElements.Contains(name) ? name
                    : textElement;
                return new HtmlToken(name, isEnd, "", attributes);
            }

            if (text[at] == '/')
            {
                at++;
                continue;
            }

            var key = Take(EndOfName).ToLowerInvariant();
            if (key.Length == 0 || isEnd || !attributes.TryAdd(key, Value(name)))
            {
                throw Wrong($"an attribute of <{name}> that is not written as one, or twice", start);
            }
        }
    }

    private string Value(string tag)
    {
        SkipBlanks();
        if (!Rest.StartsWith("="))
        {
            return "";
        }

        at++;
        SkipBlanks();
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var (quote, start) = (text[at].ToString(), ++at);
            at = After(quote, $"an attribute of <{tag}>");
            return WebUtility.HtmlDecode(text[start..(at - 1)]);
        }

        var start2 = at;
        var value = Take(EndOfValue);
        return value.Length > 0
            ? WebUtility.HtmlDecode(value)
            : throw Wrong($"an attribute of <{tag}> without its value", start2);
    }

    private string Take(SearchValues<char> end)
    {
        var length = Rest.IndexOfAny(end);
        var taken = length < 0 ? Rest : Rest[..length];
        at += taken.Length;
        return taken.ToString();
    }

    private void SkipBlanks() => at = text.Length - Rest.TrimStart(Blanks).Length;

    private int After(string end, string what) =>
        text.IndexOf(end, at, StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : throw Cut(what);

    private static FormatException Wrong(string what, int place) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it has {what}, at character {place}"));

    private static FormatException Cut(string what) => new($"it is cut off within {what}");
}
