using System.Globalization;
using System.Text;

namespace Wheelhouse;

/// <summary>Quotes a foreign text inside an error: on one line, and short enough to read even where the text is hostile.</summary>
internal static class OffendingText
{
    private const int LongestQuote = 200;

    internal static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text[..Math.Min(text.Length, LongestQuote)])
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                _ when char.IsControl(character) || char.IsSurrogate(character) => quoted.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)character:x4}"
                ),
                _ => quoted.Append(character),
            };
        }

        _ = quoted.Append('"');
        return text.Length <= LongestQuote
            ? quoted.ToString()
            : quoted.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)").ToString();
    }
}
