using System.Globalization;
using System.Numerics;

namespace Wheelhouse.Versions;

/// <summary>A number inside a version: of any size a sane index carries, and read in time that hostile text cannot stretch.</summary>
internal static class VersionNumber
{
    /// <summary>Python itself refuses to read a longer one (its limit for text to integer), so no tool there accepts such a version.</summary>
    internal const int MostDigits = 4300;

    private const int DigitsOfALong = 18;

    /// <summary>Reads ASCII digits; none count as 0. False where there are too many.</summary>
    internal static bool TryParse(ReadOnlySpan<char> digits, out BigInteger number)
    {
        if (digits.Length > DigitsOfALong)
        {
            number = default;
            return digits.Length <= MostDigits
                && BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        }

        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        number = value;
        return true;
    }
}
