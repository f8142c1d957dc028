using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Python;

/// <summary>A CPython interpreter and what it says of itself.</summary>
/// <param name="Path">The absolute path of the executable.</param>
/// <param name="Version">Its full version, such as `3.12.11`.</param>
/// <param name="FreeThreaded">Whether it was built without the global lock (`cp313t`).</param>
/// <param name="Platform">The platform its wheels are for: `manylinux_{glibc}_{machine}`.</param>
/// <param name="PlatformTag">The platform tag of a wheel built by it here, such as `linux_x86_64`.</param>
/// <param name="Markers">The variables of PEP 508 as it answers them.</param>
public sealed record PythonInterpreter(
    string Path,
    PythonVersion Version,
    bool FreeThreaded,
    string Platform,
    string PlatformTag,
    MarkerEnvironment Markers
)
{
    /// <summary>Major and minor version, such as `3.12`.</summary>
    public string MajorMinor => $"{Version.Release[0]}.{Version.Release[1]}";

    /// <summary>The interpreter tag of its wheels, such as `cp312`.</summary>
    public string Tag => $"cp{Version.Release[0]}{Version.Release[1]}";
}
