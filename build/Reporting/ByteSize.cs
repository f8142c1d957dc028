using System.Globalization;

namespace Wheelhouse.Build.Reporting;

/// <summary>A number of bytes as people read it.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Formats in powers of 1000: `5.8 GB`.</summary>
    /// <param name="bytes">The number of bytes.</param>
    public static string Format(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        var digits = unit == 0 || value >= 99.95 ? "0" : "0.0";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
