namespace Wheelhouse.Inspection;

/// <summary>
/// Which <c>manylinux_2_N</c> lets a wheel expect a symbol version: the policies that PyPA's auditwheel applies (6.x), with those of
/// x86_64 where machines differ by an older one; see
/// <see href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/#manylinux">manylinux</see>.
/// </summary>
internal static class ManylinuxPolicies
{
    /// <summary>What a version means that no policy has a say in, such as one of ROCm.</summary>
    public const int Unconcerned = 0;

    private const string Glibc = "GLIBC";

    /// <summary>The N for which there is a policy.</summary>
    private static readonly int[] minors = [5, 12, 17, 24, 26, 27, 28, 31, 34, 35, 36, 37, 38, 39, 40, 41];

    /// <summary>For each name before the underscore the newest version that policies have, where it grows.</summary>
    private static readonly Dictionary<string, (int Minor, Version Newest)[]> newest = new(StringComparer.Ordinal)
    {
        ["GLIBCXX"] =
        [
            (5, new(3, 4, 8)),
            (12, new(3, 4, 13)),
            (17, new(3, 4, 19)),
            (24, new(3, 4, 22)),
            (27, new(3, 4, 24)),
            (31, new(3, 4, 28)),
            (34, new(3, 4, 29)),
            (35, new(3, 4, 30)),
            (39, new(3, 4, 33)),
        ],
        ["CXXABI"] =
        [
            (5, new(1, 3, 1)),
            (12, new(1, 3, 3)),
            (17, new(1, 3, 7)),
            (24, new(1, 3, 10)),
            (27, new(1, 3, 11)),
            (31, new(1, 3, 12)),
            (34, new(1, 3, 13)),
            (39, new(1, 3, 15)),
        ],
        ["GCC"] =
        [
            (5, new(4, 2, 0)),
            (12, new(4, 3, 0)),
            (17, new(4, 8, 0)),
            (27, new(7, 0, 0)),
            (34, new(11, 0)),
            (35, new(12, 0, 0)),
            (39, new(14, 0, 0)),
        ],
        ["LIBATOMIC"] = [(24, new(1, 2))],
        ["ZLIB"] = [(12, new(1, 2, 2, 4)), (17, new(1, 2, 5, 2)), (27, new(1, 2, 9)), (37, new(1, 2, 12))],
    };

    private static readonly Dictionary<string, int> named = new(StringComparer.Ordinal)
    {
        ["GLIBC_ABI_DT_RELR"] = 36,
        ["CXXABI_TM_1"] = 17,
        ["CXXABI_FLOAT128"] = 24,
    };

    /// <summary>Other forms of long double, and 32-bit ARM, have versions of their own that came with those of the same number.</summary>
    private static readonly string[] variants = ["LDBL_", "IEEE128_", "ARM_"];

    /// <summary>The least N for a machine.</summary>
    public static int Oldest(string machine) =>
        machine switch
        {
            "x86_64" or "i686" => 5,
            "riscv64" => 31,
            "loongarch64" => 36,
            _ => 17,
        };

    /// <summary>The least N whose policy has a symbol version, null where none has, or <see cref="Unconcerned"/>.</summary>
    /// <param name="symbolVersion">Such as <c>GLIBCXX_3.4.30</c>.</param>
    public static int? MinorOf(string symbolVersion)
    {
        if (named.TryGetValue(symbolVersion, out var known))
        {
            return known;
        }

        var parts = symbolVersion.Split('_', 2);
        var isOfGlibc = parts[0] == Glibc;
        if (parts.Length < 2 || (!isOfGlibc && !newest.ContainsKey(parts[0])))
        {
            return Unconcerned;
        }

        var number = variants.Where(parts[1].StartsWith).Aggregate(parts[1], (text, variant) => text[variant.Length..]);
        if (!Version.TryParse(number, out var version))
        {
            return null;
        }

        return isOfGlibc
            ? (version.Major == 2 ? version.Minor : null)
            : newest[parts[0]].Where(step => version <= step.Newest).Select(step => (int?)step.Minor).FirstOrDefault();
    }

    /// <summary>
    /// The N of the policy that a wheel gets which needs an N: the next one that there is. For a glibc newer than all of them
    /// PEP 600 lets its own version name the policy.
    /// </summary>
    public static int Rounded(int minor) =>
        Array.Find(minors, policy => policy >= minor) is var found and > 0 ? found : minor;
}
