using System.Globalization;
using Wheelhouse.Closure;
using Wheelhouse.Tags;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>The machines that wheels are for, as far as their tags tell: every Python on every platform that some wheel names.</summary>
internal static class TaggedEnvironments
{
    private const int OldestPython = 8;
    private const int NewestPython = 14;

    // Users have late patch levels, and a Requires-Python such as >=3.8.1 asks for one.
    private const int Patch = 99;

    public static IReadOnlyList<TargetEnvironment> Of(IEnumerable<WheelFileName> files)
    {
        var tags = files.SelectMany(file => file.Tags).ToHashSet();
        var newest = tags.Select(tag => MinorOf(tag.Interpreter)).DefaultIfEmpty().Max();
        var platforms = tags.Select(tag => tag.Platform)
            .Where(platform => TargetPlatform.TryParse(platform, out _))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .DefaultIfEmpty("linux_x86_64")
            .ToList();
        return
        [
            .. from minor in Enumerable.Range(OldestPython, Math.Max(newest, NewestPython) - OldestPython + 1)
            from platform in platforms
            let version = string.Create(CultureInfo.InvariantCulture, $"3.{minor}.{Patch}")
            select TargetEnvironment.ForCPython(PythonVersion.Parse(version), platform),
        ];
    }

    private static int MinorOf(string interpreter) =>
        interpreter.StartsWith("cp3", StringComparison.Ordinal)
        && interpreter.Length is 4 or 5
        && int.TryParse(interpreter.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? minor
            : 0;
}
