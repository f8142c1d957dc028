using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Wheelhouse.Tags;
using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>
/// The values of a marker's variables on one machine; see
/// <see href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers">the standard's list</see>.
/// </summary>
public sealed class MarkerEnvironment
{
    private readonly FrozenDictionary<string, string> values;
    private readonly FrozenDictionary<string, PythonVersion?> versions;

    private MarkerEnvironment(IEnumerable<KeyValuePair<string, string>> values)
    {
        this.values = values.ToFrozenDictionary(StringComparer.Ordinal);
        versions = this.values.ToFrozenDictionary(
            pair => pair.Key,
            pair => PythonVersion.TryParse(pair.Value, out var version) ? version : null,
            StringComparer.Ordinal
        );
    }

    /// <summary>All values by variable, from which <see cref="FromDictionary"/> makes an equal environment.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">Its name, such as <c>python_version</c>.</param>
    /// <exception cref="UndefinedMarkerVariableException">The environment does not say.</exception>
    [SuppressMessage(
        "Design",
        "CA1065:Do not raise exceptions in unexpected locations",
        Justification = "A missing variable is an error of the marker that asks for it, and has its own type."
    )]
    public string this[string variable] =>
        values.TryGetValue(variable, out var value) ? value : throw new UndefinedMarkerVariableException(variable);

    /// <summary>Takes the values that a Python told, or that a test wants.</summary>
    /// <param name="values">By variable. What is left out is an error for the marker that asks for it.</param>
    public static MarkerEnvironment FromDictionary(IReadOnlyDictionary<string, string> values) =>
        // A Python built from a checkout calls itself "3.14.0a1+", which is no version without a label after the sign.
        new(
            values.Select(pair =>
                pair.Key == "python_full_version" && pair.Value.EndsWith('+')
                    ? KeyValuePair.Create(pair.Key, pair.Value + "local")
                    : pair
            )
        );

    /// <summary>The values that a CPython has on a platform.</summary>
    /// <param name="pythonVersion">Such as 3.12.11; with two numbers alone, the patch level counts as 0.</param>
    /// <param name="platform">Such as <c>manylinux_2_35_x86_64</c> or <c>linux_x86_64</c>, as for <see cref="SupportedTags"/>.</param>
    /// <returns>All variables; <c>platform_release</c> and <c>platform_version</c>, which no platform tag tells, are empty.</returns>
    /// <exception cref="UnsupportedPlatformException">The platform is not known.</exception>
    public static MarkerEnvironment ForTarget(PythonVersion pythonVersion, string platform)
    {
        var target = TargetPlatform.Parse(platform);
        var isWindows = target.Family == "win";
        var release = pythonVersion.Release;
        var minor = release.Count > 1 ? release[1] : 0;
        var fullVersion = pythonVersion.ToString();
        if (release.Count < 3)
        {
            var patched = string.Create(CultureInfo.InvariantCulture, $"{release[0]}.{minor}.0");
            fullVersion = patched + fullVersion[pythonVersion.BaseVersion.ToString().Length..];
        }

        return new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["implementation_name"] = "cpython",
                ["implementation_version"] = fullVersion,
                ["os_name"] = isWindows ? "nt" : "posix",
                // Windows tells its processors in capitals.
                ["platform_machine"] = isWindows
                    ? target.Machine.ToUpperInvariant().Replace("X86", "x86", StringComparison.Ordinal)
                    : target.Machine,
                ["platform_python_implementation"] = "CPython",
                ["platform_release"] = "",
                ["platform_system"] = isWindows ? "Windows" : "Linux",
                ["platform_version"] = "",
                ["python_full_version"] = fullVersion,
                ["python_version"] = string.Create(CultureInfo.InvariantCulture, $"{release[0]}.{minor}"),
                ["sys_platform"] = isWindows ? "win32" : "linux",
            }
        );
    }

    /// <summary>The values that a CPython has on a platform.</summary>
    /// <param name="pythonVersion">Such as <c>3.12.11</c> or <c>3.12</c>.</param>
    /// <param name="platform">As for the other overload.</param>
    /// <exception cref="InvalidVersionException">The first is no version.</exception>
    /// <exception cref="UnsupportedPlatformException">The platform is not known.</exception>
    public static MarkerEnvironment ForTarget(string pythonVersion, string platform) =>
        ForTarget(PythonVersion.Parse(pythonVersion), platform);

    /// <summary>The variable's value as a version, read once; null where it is none.</summary>
    internal PythonVersion? VersionOf(string variable) => versions.GetValueOrDefault(variable);
}
