using System.Globalization;

namespace Wheelhouse.Tags;

/// <summary>The tags that an interpreter on a platform installs, best first: the order in which pip prefers wheels of one version.</summary>
public static class SupportedTags
{
    // The stable ABI began with Python 3.2; abi3t, its free-threaded twin, began later but is listed as far back.
    private const int FirstStableAbi = 2;
    private const int FirstWithoutPymallocTag = 8;

    // No glibc before these carries wheels: x86 began with manylinux1, all others with manylinux2014.
    private const int OldestGlibc = 17;
    private const int OldestGlibcOfX86 = 5;

    /// <summary>The tags of a CPython.</summary>
    /// <param name="major">Python's major version; 3.</param>
    /// <param name="minor">Python's minor version.</param>
    /// <param name="platform">
    /// <c>manylinux_2_N_MACHINE</c> for a system with glibc 2.N, which also takes wheels for all older ones, those of the
    /// names before (<c>manylinux2014</c>, <c>2010</c>, <c>1</c>) and <c>linux_MACHINE</c>; <c>musllinux_1_N_MACHINE</c>
    /// likewise; or one platform exactly: <c>linux_MACHINE</c>, <c>win_amd64</c>, <c>win_arm64</c>, <c>win32</c>.
    /// </param>
    /// <param name="freeThreaded">Whether it is the build without the global lock (<c>cp313t</c>).</param>
    /// <exception cref="UnsupportedPlatformException">The platform is none of these.</exception>
    public static IReadOnlyList<WheelTag> ForCPython(int major, int minor, string platform, bool freeThreaded = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(major, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(minor, FirstStableAbi);
        var platforms = PlatformsOf(platform, TargetPlatform.Parse(platform));
        var interpreter = Interpreter("cp", major, minor);
        var abi =
            interpreter
            + (
                freeThreaded ? "t"
                : minor < FirstWithoutPymallocTag ? "m"
                : ""
            );
        var stableAbi = freeThreaded ? "abi3t" : "abi3";

        var tags = new List<WheelTag>();
        AddAll(interpreter, abi);
        AddAll(interpreter, stableAbi);
        AddAll(interpreter, "none");
        for (var older = minor - 1; older >= FirstStableAbi; older--)
        {
            AddAll(Interpreter("cp", major, older), stableAbi);
        }

        string[] generic =
        [
            Interpreter("py", major, minor),
            string.Create(CultureInfo.InvariantCulture, $"py{major}"),
            .. Enumerable.Range(0, minor).Reverse().Select(older => Interpreter("py", major, older)),
        ];
        foreach (var name in generic)
        {
            AddAll(name, "none");
        }

        tags.Add(WheelTag.Of(interpreter, "none", "any"));
        tags.AddRange(generic.Select(name => WheelTag.Of(name, "none", "any")));
        return tags;

        void AddAll(string name, string abiName) =>
            tags.AddRange(platforms.Select(one => WheelTag.Of(name, abiName, one)));
    }

    private static string Interpreter(string prefix, int major, int minor) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{major}{minor}");

    /// <summary>The platform tags, newest C library first and the plain <c>linux</c> last.</summary>
    private static List<string> PlatformsOf(string platform, TargetPlatform target)
    {
        if (target.Family is not ("manylinux" or "musllinux"))
        {
            return [platform];
        }

        var isGlibc = target.Family == "manylinux";
        var oldest =
            !isGlibc ? 0
            : target.Machine is "x86_64" or "i686" ? OldestGlibcOfX86
            : OldestGlibc;
        var platforms = new List<string>();
        for (var minor = target.Minor; minor >= oldest; minor--)
        {
            platforms.Add(
                string.Create(CultureInfo.InvariantCulture, $"{target.Family}_{target.Major}_{minor}_{target.Machine}")
            );
            platforms.AddRange(
                TargetPlatform
                    .LegacyNames.Where(legacy => isGlibc && legacy.Minor == minor)
                    .Select(legacy => $"{legacy.Name}_{target.Machine}")
            );
        }

        platforms.Add($"linux_{target.Machine}");
        return platforms;
    }
}
