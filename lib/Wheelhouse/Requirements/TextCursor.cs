namespace Wheelhouse.Requirements;

/// <summary>A place in a text that is read from left to right; the grammar's blanks are space and tab alone.</summary>
internal ref struct TextCursor(ReadOnlySpan<char> text)
{
    internal readonly ReadOnlySpan<char> Text = text;

    internal int Position { get; set; }

    internal readonly bool IsAtEnd => Position >= Text.Length;

    internal readonly ReadOnlySpan<char> Rest => Text[Position..];

    internal void SkipBlanks()
    {
        while (!IsAtEnd && Text[Position] is ' ' or '\t')
        {
            Position++;
        }
    }

    internal bool TryTake(char character)
    {
        if (IsAtEnd || Text[Position] != character)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes a word that is not the beginning of a longer one.</summary>
    internal bool TryTakeWord(string word)
    {
        var end = Position + word.Length;
        if (!Rest.StartsWith(word, StringComparison.Ordinal) || (end < Text.Length && IsWordCharacter(Text[end])))
        {
            return false;
        }

        Position = end;
        return true;
    }

    internal static bool IsWordCharacter(char character) => character == '_' || char.IsLetterOrDigit(character);
}
