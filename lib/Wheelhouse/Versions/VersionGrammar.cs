namespace Wheelhouse.Versions;

/// <summary>
/// The grammar of a version, walked once from left to right and never back, so that no text can make it slow.
/// </summary>
/// <remarks>
/// Traps of the standard: a separator may follow a letter without a number (<c>1.0a-</c>), <c>-1</c> is a post-release,
/// <c>r</c> is one too but <c>rc</c> is not, a <c>v</c> may stand in front, and digits are ASCII digits alone.
/// </remarks>
internal static class VersionGrammar
{
    private static readonly (string Letters, string Phase)[] PreLetters =
    [
        ("alpha", "a"),
        ("beta", "b"),
        ("preview", "rc"),
        ("pre", "rc"),
        ("a", "a"),
        ("b", "b"),
        ("rc", "rc"),
        ("c", "rc"),
    ];

    private static readonly string[] PostLetters = ["post", "rev", "r"];

    /// <summary>Finds the longest version that begins at <paramref name="start"/>.</summary>
    internal static bool TryMatch(ReadOnlySpan<char> text, int start, out VersionSegments segments)
    {
        segments = default;
        var position = start;
        if (position < text.Length && text[position] is 'v' or 'V')
        {
            position++;
        }

        var digits = SkipDigits(text, position);
        if (digits > position && digits < text.Length && text[digits] == '!')
        {
            segments.Epoch = position..digits;
            position = digits + 1;
        }

        var release = position;
        position = SkipDigits(text, release);
        if (position == release)
        {
            return false;
        }

        segments.ReleaseCount = 1;
        while (position < text.Length && text[position] == '.')
        {
            digits = SkipDigits(text, position + 1);
            if (digits == position + 1)
            {
                break;
            }

            segments.ReleaseCount++;
            position = digits;
        }

        segments.Release = release..position;
        position = MatchPre(text, position, ref segments);
        position = MatchPost(text, position, ref segments);
        position = MatchDev(text, position, ref segments);
        segments.End = MatchLocal(text, position, ref segments);
        return true;
    }

    private static int MatchPre(ReadOnlySpan<char> text, int start, ref VersionSegments segments)
    {
        var position = SkipSeparator(text, start);
        foreach (var (letters, phase) in PreLetters)
        {
            if (StartsWith(text, position, letters))
            {
                segments.PrePhase = phase;
                return MatchNumber(text, position + letters.Length, out segments.Pre);
            }
        }

        return start;
    }

    private static int MatchPost(ReadOnlySpan<char> text, int start, ref VersionSegments segments)
    {
        if (start < text.Length && text[start] == '-' && SkipDigits(text, start + 1) is var end && end > start + 1)
        {
            segments.HasPost = true;
            segments.Post = (start + 1)..end;
            return end;
        }

        var position = SkipSeparator(text, start);
        foreach (var letters in PostLetters)
        {
            if (StartsWith(text, position, letters))
            {
                segments.HasPost = true;
                return MatchNumber(text, position + letters.Length, out segments.Post);
            }
        }

        return start;
    }

    private static int MatchDev(ReadOnlySpan<char> text, int start, ref VersionSegments segments)
    {
        var position = SkipSeparator(text, start);
        if (!StartsWith(text, position, "dev"))
        {
            return start;
        }

        segments.HasDev = true;
        return MatchNumber(text, position + "dev".Length, out segments.Dev);
    }

    private static int MatchLocal(ReadOnlySpan<char> text, int start, ref VersionSegments segments)
    {
        if (start >= text.Length || text[start] != '+')
        {
            return start;
        }

        var end = SkipLettersAndDigits(text, start + 1);
        if (end == start + 1)
        {
            return start;
        }

        while (end < text.Length && IsSeparator(text[end]))
        {
            var part = SkipLettersAndDigits(text, end + 1);
            if (part == end + 1)
            {
                break;
            }

            end = part;
        }

        segments.Local = (start + 1)..end;
        return end;
    }

    private static int MatchNumber(ReadOnlySpan<char> text, int start, out Range number)
    {
        var position = SkipSeparator(text, start);
        var end = SkipDigits(text, position);
        number = position..end;
        return end;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, int start, string letters) =>
        start < text.Length && text[start..].StartsWith(letters, StringComparison.OrdinalIgnoreCase);

    private static bool IsSeparator(char character) => character is '.' or '-' or '_';

    private static int SkipSeparator(ReadOnlySpan<char> text, int start) =>
        start < text.Length && IsSeparator(text[start]) ? start + 1 : start;

    private static int SkipDigits(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start]))
        {
            start++;
        }

        return start;
    }

    private static int SkipLettersAndDigits(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsAsciiLetterOrDigit(text[start]))
        {
            start++;
        }

        return start;
    }
}
