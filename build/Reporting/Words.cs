using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// Text as it may be shown: secrets in URLs are masked before a line is broken, and what a terminal would obey, or an eye not see,
/// is spelled out, since names and metadata are written by strangers.
/// </summary>
public static partial class Words
{
    /// <summary>A blank that no line ends at. Spectre breaks lines at every blank that Unicode has, so it is none until the lines are made.</summary>
    internal const char Joint = '\uE000';

    /// <summary>Text as a view; no markup is looked for in it.</summary>
    /// <param name="text">One or more lines.</param>
    /// <param name="style">How it looks on a terminal; nothing is told by that alone.</param>
    public static Text Of(string text, Style? style = null) =>
        new(Joined(Visible(Secrets.Mask(text))).Replace("\t", "    ", StringComparison.Ordinal), style);

    /// <summary>Text as a view that is one line in a log, whatever it holds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it looks on a terminal.</param>
    public static Text InOneLine(string text, Style? style = null) =>
        new(
            Joined(Visible(Secrets.Mask(text)))
                .Replace("\n", "\\u000a", StringComparison.Ordinal)
                .Replace("\t", "\\u0009", StringComparison.Ordinal),
            style
        );

    /// <summary>Views below one another.</summary>
    /// <param name="views">The views.</param>
    public static IRenderable Below(params IEnumerable<IRenderable> views) => new Rows(views);

    /// <summary>The text with control characters, marks that turn the direction of writing, and the like, as <c>\u001b</c>; ends of lines and tabs stay.</summary>
    /// <param name="text">Any text.</param>
    public static string Visible(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = IsHidden(character)
                ? visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : visible.Append(character);
        }

        return visible.ToString();
    }

    // A number stays with its unit.
    private static string Joined(string text) => Sizes().Replace(text, $"$1{Joint}$2");

    [GeneratedRegex("([0-9]) ([kMGT]?B)(?![A-Za-z0-9])")]
    private static partial Regex Sizes();

    private static bool IsHidden(char character) =>
        character is not ('\n' or '\t')
        && char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
