namespace Wheelhouse.Versions;

/// <summary>What Python's <c>\s</c> and <c>str.strip</c> take for white space; .NET leaves out four separators of ASCII.</summary>
internal static class PythonWhitespace
{
    internal static bool Is(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';

    /// <summary>The first place at or after <paramref name="start"/> that is no white space.</summary>
    internal static int Skip(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && Is(text[start]))
        {
            start++;
        }

        return start;
    }

    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = text[Skip(text, 0)..];
        while (text.Length > 0 && Is(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }
}
