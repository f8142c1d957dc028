using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>The grammar of requirements, read from left to right.</summary>
/// <remarks>
/// Traps of the standard as its reference reads it: a name may end in <c>_</c>; specifiers may stand in brackets and end in
/// a comma; <c>===</c> takes everything up to a blank, commas and further specifiers included; a URL ends at a blank, so
/// the <c>;</c> after it needs one before.
/// </remarks>
internal static class RequirementGrammar
{
    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create(
        "-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    internal static SyntaxFault? Read(string text, out Requirement? requirement)
    {
        requirement = null;
        var cursor = new TextCursor(text);
        cursor.SkipBlanks();
        if (!TryTakeIdentifier(ref cursor, out var name))
        {
            return new("the name of a project is expected", cursor.Position);
        }

        cursor.SkipBlanks();
        if (ReadExtras(ref cursor, out var extras) is { } extrasFault)
        {
            return extrasFault;
        }

        cursor.SkipBlanks();
        string? url = null;
        var spans = new List<SpecifierSpan>();
        var fault = cursor.TryTake('@') ? ReadUrl(ref cursor, out url) : ReadSpecifiers(ref cursor, spans);
        if (fault is not null)
        {
            return fault;
        }

        cursor.SkipBlanks();
        Marker? marker = null;
        if (!cursor.IsAtEnd)
        {
            var start = cursor.Position;
            fault = cursor.TryTake(';')
                ? Marker.Read(ref cursor, out marker)
                : new(spans.Count > 0 ? "',' or ';' or the end is expected" : "';' or the end is expected", start);
            fault ??= cursor.IsAtEnd ? null : new("'and', 'or' or the end is expected", cursor.Position);
        }

        requirement = fault is null ? new(name, extras, spans, url, marker) : null;
        return fault;
    }

    private static bool TryTakeIdentifier(ref TextCursor cursor, out string identifier)
    {
        identifier = "";
        var rest = cursor.Rest;
        var length = rest.IndexOfAnyExcept(NameCharacters);
        length = length < 0 ? rest.Length : length;
        if (
            length == 0
            || !char.IsAsciiLetterOrDigit(rest[0])
            || rest[length - 1] is '-' or '.'
            || (length < rest.Length && TextCursor.IsWordCharacter(rest[length]))
        )
        {
            return false;
        }

        identifier = rest[..length].ToString();
        cursor.Position += length;
        return true;
    }

    private static SyntaxFault? ReadExtras(ref TextCursor cursor, out IReadOnlyList<ExtraName> extras)
    {
        extras = [];
        var start = cursor.Position;
        if (!cursor.TryTake('['))
        {
            return null;
        }

        var names = new SortedSet<ExtraName>();
        cursor.SkipBlanks();
        if (TryTakeIdentifier(ref cursor, out var extra))
        {
            _ = names.Add(ExtraName.Normalize(extra));
            cursor.SkipBlanks();
            while (cursor.TryTake(','))
            {
                cursor.SkipBlanks();
                if (!TryTakeIdentifier(ref cursor, out extra))
                {
                    return new("the name of an extra is expected", cursor.Position);
                }

                _ = names.Add(ExtraName.Normalize(extra));
                cursor.SkipBlanks();
            }
        }

        extras = [.. names];
        return cursor.TryTake(']') ? null : new("the bracket of the extras is not closed", start);
    }

    private static SyntaxFault? ReadUrl(ref TextCursor cursor, out string? url)
    {
        cursor.SkipBlanks();
        var length = cursor.Rest.IndexOfAny(' ', '\t');
        url = (length < 0 ? cursor.Rest : cursor.Rest[..length]).ToString();
        cursor.Position += url.Length;
        return url.Length > 0 ? null : new("a URL is expected after '@'", cursor.Position);
    }

    private static SyntaxFault? ReadSpecifiers(ref TextCursor cursor, List<SpecifierSpan> spans)
    {
        var start = cursor.Position;
        var isBracketed = cursor.TryTake('(');
        cursor.SkipBlanks();
        while (SpecifierGrammar.TryMatch(cursor.Text, cursor.Position, out _, out var version))
        {
            if (Split(cursor.Text, cursor.Position, version.End.Value, spans) is { } fault)
            {
                return fault;
            }

            cursor.Position = version.End.Value;
            if (cursor.Rest.StartsWith(".*", StringComparison.Ordinal))
            {
                return new("'.*' goes with == and != only, directly after the release", cursor.Position);
            }

            if (cursor.Rest.StartsWith('+'))
            {
                return new("a local label goes with == and != only", cursor.Position);
            }

            cursor.SkipBlanks();
            if (!cursor.TryTake(','))
            {
                break;
            }

            cursor.SkipBlanks();
        }

        return isBracketed && !cursor.TryTake(')') ? new("the bracket of the specifiers is not closed", start) : null;
    }

    /// <summary>Adds what stands from <paramref name="start"/> to <paramref name="end"/>: one specifier, or several that <c>===</c> took in.</summary>
    private static SyntaxFault? Split(ReadOnlySpan<char> text, int start, int end, List<SpecifierSpan> spans)
    {
        foreach (var range in text[start..end].Split(','))
        {
            var (offset, length) = range.GetOffsetAndLength(end - start);
            var first = PythonWhitespace.Skip(text[..(start + offset + length)], start + offset);
            var piece = PythonWhitespace.Trim(text[first..(start + offset + length)]);
            if (piece.IsEmpty)
            {
                continue;
            }

            if (Specifier.Read(piece) is not { } specifier)
            {
                return new($"{OffendingText.Quote(piece)} is no version specifier", first);
            }

            spans.Add(new(specifier, first, piece.Length));
        }

        return null;
    }
}
