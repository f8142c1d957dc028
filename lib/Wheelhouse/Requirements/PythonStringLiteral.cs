using System.Globalization;
using System.Text;

namespace Wheelhouse.Requirements;

/// <summary>
/// The value of a quoted text in a marker. The grammar speaks of plain characters, yet every Python tool reads the text as
/// a Python string literal, escapes included, and what they read is what a marker means.
/// </summary>
internal static class PythonStringLiteral
{
    /// <summary>The value of what stands between the quotes, or null where Python refuses it.</summary>
    internal static string? Decode(ReadOnlySpan<char> quoted)
    {
        if (!quoted.ContainsAny("\\\n\r\0") && !HasLoneSurrogate(quoted))
        {
            return quoted.ToString();
        }

        var value = new StringBuilder(quoted.Length);
        for (var position = 0; position < quoted.Length; )
        {
            var length =
                quoted[position] == '\\'
                    ? DecodeEscape(quoted[(position + 1)..], value)
                    : DecodePlain(quoted[position..], value);
            if (length < 0)
            {
                return null;
            }

            position += length;
        }

        return value.ToString();
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\ud800', '\udfff') && !IsWellFormed(text);

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static int DecodePlain(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (
            text[0] is '\n' or '\r' or '\0'
            || Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done
        )
        {
            return -1;
        }

        _ = value.Append(text[..length]);
        return length;
    }

    /// <summary>Decodes what follows a backslash; gives the length including it, or -1.</summary>
    private static int DecodeEscape(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        switch (text[0])
        {
            case 'x':
                return DecodeHexadecimal(text[1..], 2, value);
            case 'u':
                return DecodeHexadecimal(text[1..], 4, value);
            case 'U':
                return DecodeHexadecimal(text[1..], 8, value);
            case >= '0' and <= '7':
                return DecodeOctal(text, value);
            case 'N':
                // Named characters would need Unicode's table of names; no marker has one.
                return -1;
            case '\r':
                return text.Length > 1 && text[1] == '\n' ? 3 : 2;
            case '\n':
                return 2;
            default:
                return DecodeSingle(text, value);
        }
    }

    private static int DecodeSingle(ReadOnlySpan<char> text, StringBuilder value)
    {
        const string Names = "\\'\"abfnrtv";
        const string Values = "\\'\"\a\b\f\n\r\t\v";
        var index = Names.IndexOf(text[0], StringComparison.Ordinal);
        if (index >= 0)
        {
            _ = value.Append(Values[index]);
            return 2;
        }

        // Python keeps the backslash of an escape it does not know.
        _ = value.Append('\\');
        return DecodePlain(text, value) is > 0 and var length ? length + 1 : -1;
    }

    private static int DecodeOctal(ReadOnlySpan<char> text, StringBuilder value)
    {
        var number = 0;
        var length = 0;
        while (length < 3 && length < text.Length && text[length] is >= '0' and <= '7')
        {
            number = (number * 8) + (text[length++] - '0');
        }

        _ = value.Append((char)number);
        return length + 1;
    }

    private static int DecodeHexadecimal(ReadOnlySpan<char> text, int length, StringBuilder value)
    {
        if (
            text.Length < length
            || !uint.TryParse(
                text[..length],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var number
            )
            || number > 0x10ffff
        )
        {
            return -1;
        }

        _ = number <= char.MaxValue ? value.Append((char)number) : value.Append(new Rune(number));
        return length + 2;
    }
}
