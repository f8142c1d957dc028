using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wheelhouse.Tags;

/// <summary>What a platform tag says of the machine: its C library and that one's version, or none of it, and the processor.</summary>
/// <param name="Family"><c>manylinux</c>, <c>musllinux</c>, <c>linux</c> or <c>win</c>.</param>
/// <param name="Major">The C library's major version; 0 for <c>linux</c> and <c>win</c>.</param>
/// <param name="Minor">The C library's minor version.</param>
/// <param name="Machine">The processor, such as <c>x86_64</c>.</param>
internal sealed record TargetPlatform(string Family, int Major, int Minor, string Machine)
{
    /// <summary>The names that came before <c>manylinux_2_N</c>, with the glibc 2.N they mean.</summary>
    internal static IReadOnlyList<(string Name, int Minor)> LegacyNames { get; } =
    [("manylinux2014", 17), ("manylinux2010", 12), ("manylinux1", 5)];

    internal static TargetPlatform Parse(string platform) =>
        TryParse(platform, out var target) ? target : throw new UnsupportedPlatformException(platform);

    internal static bool TryParse(string platform, [NotNullWhen(true)] out TargetPlatform? target)
    {
        target = Read(platform);
        return target is not null;
    }

    private static TargetPlatform? Read(string platform)
    {
        if (platform.StartsWith("linux_", StringComparison.Ordinal) && platform.Length > "linux_".Length)
        {
            return new("linux", 0, 0, platform["linux_".Length..]);
        }

        if (platform is "win_amd64" or "win_arm64" or "win32")
        {
            return new("win", 0, 0, platform == "win32" ? "x86" : platform["win_".Length..]);
        }

        foreach (var (name, legacyMinor) in LegacyNames)
        {
            if (platform.StartsWith(name + "_", StringComparison.Ordinal) && platform.Length > name.Length + 1)
            {
                return new("manylinux", 2, legacyMinor, platform[(name.Length + 1)..]);
            }
        }

        // Neither C library ever had another major version.
        return
            platform.Split('_', 4) is [var family, var major, var minor, { Length: > 0 } machine]
            && (family, major) is ("manylinux", "2") or ("musllinux", "1")
            && TryParseNumber(minor, out var minorNumber)
            ? new(family, major[0] - '0', minorNumber, machine)
            : null;
    }

    // Three digits are more than any C library has; a hostile number must not become a list of a billion tags.
    private static bool TryParseNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length <= 3;
}
