using System.Globalization;
using System.Text;

namespace Wheelhouse.Tags;

/// <summary>Whether Python would take a text for an identifier, which is what an interpreter's tag must be.</summary>
internal static class PythonIdentifier
{
    internal static bool Is(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!(isFirst ? CanStart(rune) : CanStart(rune) || CanContinue(rune)))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    // A lone surrogate is enumerated as U+FFFD, which is in none of these categories.
    private static bool CanStart(Rune rune) =>
        rune.Value == '_'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber;

    private static bool CanContinue(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation;
}
