using System.Globalization;

namespace Wheelhouse;

/// <summary>A number with what it counts, as people write it: <c>1 page</c>, <c>2 pages</c>.</summary>
public static class Counted
{
    /// <summary>The number and the word that fits it.</summary>
    /// <param name="number">How many there are.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="many">What several are called; null where an <c>s</c> at the end does it.</param>
    public static string Of(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? one + "s")}");
}
