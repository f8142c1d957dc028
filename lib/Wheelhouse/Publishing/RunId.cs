using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Wheelhouse.Publishing;

/// <summary>
/// The name of one change of an index: the second in which it began and six random digits, such as
/// <c>20251105T143000Z-9f3a1c</c>. Their texts sort by time.
/// </summary>
public sealed record RunId
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;
    private const int Digits = 6;

    private readonly string text;

    private RunId(string text, DateTimeOffset began) => (this.text, Began) = (text, began);

    /// <summary>When the change began, by the clock of the machine that made it.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>A name for a change that begins now.</summary>
    public static RunId Create(TimeProvider time)
    {
        var began = time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        return Parse($"{began}-{RandomNumberGenerator.GetHexString(Digits, lowercase: true)}");
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="InvalidRunIdException">It is not such a name.</exception>
    public static RunId Parse(string text) => TryParse(text, out var run) ? run : throw new InvalidRunIdException(text);

    /// <summary>Reads a name; false when it is not one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RunId? run)
    {
        run =
            text is { Length: TimeLength + 1 + Digits }
            && text[TimeLength] == '-'
            && text[(TimeLength + 1)..].All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f')
            && DateTimeOffset.TryParseExact(
                text[..TimeLength],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var began
            )
                ? new RunId(text, began)
                : null;
        return run is not null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => text;
}
