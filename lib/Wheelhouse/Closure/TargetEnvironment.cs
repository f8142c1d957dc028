using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;

namespace Wheelhouse.Closure;

/// <summary>A kind of machine that wheels are installed on.</summary>
/// <param name="Name">What reports call it, such as <c>cp312 manylinux_2_35_x86_64</c>.</param>
/// <param name="Markers">
/// The values of its marker variables; <c>python_full_version</c> is also what Requires-Python is compared with.
/// </param>
/// <param name="Tags">The tags that it installs, best first.</param>
public sealed record TargetEnvironment(string Name, MarkerEnvironment Markers, IReadOnlyList<WheelTag> Tags)
{
    /// <summary>The environment of a CPython on a platform, named by its interpreter and platform.</summary>
    /// <param name="pythonVersion">Python's version, such as 3.12.11.</param>
    /// <param name="platform">As for <see cref="SupportedTags.ForCPython"/>, such as <c>manylinux_2_35_x86_64</c>.</param>
    /// <exception cref="UnsupportedPlatformException">The platform is not known.</exception>
    public static TargetEnvironment ForCPython(PythonVersion pythonVersion, string platform)
    {
        var (major, minor) = (
            (int)pythonVersion.Release[0],
            pythonVersion.Release.Count > 1 ? (int)pythonVersion.Release[1] : 0
        );
        var tags = SupportedTags.ForCPython(major, minor, platform);
        return new($"{tags[0].Interpreter} {platform}", MarkerEnvironment.ForTarget(pythonVersion, platform), tags);
    }
}
