using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Collecting;

/// <summary>What the wheels are collected for: an interpreter of this machine, or another target that pip is told of.</summary>
/// <param name="Interpreter">The interpreter that runs pip.</param>
/// <param name="Environment">The target's markers and tags.</param>
/// <param name="PythonVersion">The target's Python for pip, such as `3.12`; null when it is the interpreter's own.</param>
/// <param name="Platforms">The target's platforms for pip, best first; empty when they are the interpreter's own.</param>
public sealed record InstallTarget(
    PythonInterpreter Interpreter,
    TargetEnvironment Environment,
    string? PythonVersion,
    IReadOnlyList<string> Platforms
)
{
    /// <summary>
    /// Whether pip must not ask Requires-Python: it compares with the interpreter that runs it, which is older than the target.
    /// The audit of the closure compares with the target.
    /// </summary>
    public bool IgnoresRequiresPython =>
        PythonVersion is not null && Wheelhouse.Versions.PythonVersion.Parse(PythonVersion) > Interpreter.Version;

    /// <summary>Whether the target is the interpreter itself, so that what is collected can be installed and imported here.</summary>
    public bool IsInterpreter => PythonVersion is null && Platforms.Count == 0;

    /// <summary>The target of an interpreter, with what differs from it.</summary>
    /// <param name="interpreter">The interpreter that runs pip.</param>
    /// <param name="pythonVersion">Another Python version, such as `3.12`, or null.</param>
    /// <param name="platform">Another platform, such as `manylinux_2_35_x86_64`, or null.</param>
    public static InstallTarget Create(PythonInterpreter interpreter, PythonVersion? pythonVersion, string? platform)
    {
        var samePython = pythonVersion is null || MajorMinor(pythonVersion) == interpreter.MajorMinor;
        var samePlatform = platform is null || platform == interpreter.Platform;
        var version = samePython ? interpreter.Version : pythonVersion!;
        var target = samePlatform ? interpreter.Platform : platform!;
        var tags = SupportedTags.ForCPython(
            (int)version.Release[0],
            (int)version.Release[1],
            target,
            interpreter.FreeThreaded && samePython
        );
        var markers = samePython && samePlatform ? interpreter.Markers : MarkerEnvironment.ForTarget(version, target);
        return new InstallTarget(
            interpreter,
            new TargetEnvironment($"{tags[0].Interpreter} {target}", markers, tags),
            samePython ? null : MajorMinor(version),
            samePlatform ? [] : [.. tags.Select(tag => tag.Platform).Where(name => name != "any").Distinct()]
        );
    }

    private static string MajorMinor(PythonVersion version) => $"{version.Release[0]}.{version.Release[1]}";
}
