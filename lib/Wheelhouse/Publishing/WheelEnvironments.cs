using System.Text.RegularExpressions;
using Wheelhouse.Closure;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>The environments that wheels are for, as their tags tell: each CPython on each glibc and machine that is named.</summary>
internal static partial class WheelEnvironments
{
    // Where all wheels are for any Python or any machine, one of each will do.
    private const string SomePython = "12";
    private const string SomePlatform = "manylinux_2_35_x86_64";

    private const string Linux = "linux_";

    // A plain linux says nothing of the glibc; with a late one all others are taken too.
    private const string LateLinux = "manylinux_2_99_";

    /// <summary>The environments; at least one. Wheels for other systems than Linux with glibc are passed over.</summary>
    public static IReadOnlyList<TargetEnvironment> Of(IEnumerable<WheelFileName> files)
    {
        var tags = files.SelectMany(file => file.Tags).Distinct().ToList();
        var pythons = tags.Select(tag => CPythonForm().Match(tag.Interpreter))
            .Where(match => match.Success)
            .Select(match => match.Groups["minor"].Value)
            .Distinct()
            .DefaultIfEmpty(SomePython);
        var platforms = tags.Select(tag => Named(tag.Platform))
            .Where(platform => GlibcForm().IsMatch(platform))
            .Distinct()
            .DefaultIfEmpty(SomePlatform)
            .ToList();
        return
        [
            .. pythons.SelectMany(minor =>
                platforms.Select(platform => TargetEnvironment.ForCPython(PythonVersion.Parse($"3.{minor}"), platform))
            ),
        ];
    }

    private static string Named(string platform) =>
        platform.StartsWith(Linux, StringComparison.Ordinal) ? LateLinux + platform[Linux.Length..] : platform;

    [GeneratedRegex(@"^cp3(?<minor>\d+)\z")]
    private static partial Regex CPythonForm();

    [GeneratedRegex(@"^manylinux(1|2010|2014|_2_\d+)_[a-z0-9_]+\z")]
    private static partial Regex GlibcForm();
}
