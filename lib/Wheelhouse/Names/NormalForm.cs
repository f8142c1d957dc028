namespace Wheelhouse.Names;

/// <summary>The normal form that project and extra names share: lower case, every run of <c>-</c>, <c>_</c> and <c>.</c> one <c>-</c>.</summary>
internal static class NormalForm
{
    /// <summary>Whether the text is a name at all: ASCII letters, digits, <c>-_.</c>, a letter or digit at either end.</summary>
    internal static bool IsName(ReadOnlySpan<char> text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && !text.ContainsAnyExcept(NameCharacters);

    /// <summary>Normalises without asking whether the text is a name: file names and requirements carry looser ones.</summary>
    internal static string Of(string text)
    {
        if (IsNormal(text))
        {
            return text;
        }

        var lower = Lower(text);
        var normal = new char[lower.Length];
        var length = 0;
        foreach (var character in lower)
        {
            var isSeparator = character is '-' or '_' or '.';
            if (!isSeparator || length == 0 || normal[length - 1] != '-')
            {
                normal[length++] = isSeparator ? '-' : character;
            }
        }

        return new string(normal, 0, length);
    }

    /// <summary>Lower case as Python has it: the one letter of which it makes two is the dotted capital I.</summary>
    internal static string Lower(string text) =>
        text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static bool IsNormal(string text)
    {
        var previous = '\0';
        foreach (var character in text)
        {
            var isPlain = char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
            if (!isPlain && (character != '-' || previous == '-'))
            {
                return false;
            }

            previous = character;
        }

        return true;
    }
}
