using System.IO.Enumeration;

namespace Wheelhouse.Inspection;

/// <summary>Libraries that a wheel may expect on its users' machines.</summary>
public static class KnownLibraries
{
    /// <summary>
    /// What every system with glibc has, each with the glibc 2.N whose policy first names it; see
    /// <see href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/#manylinux">manylinux</see>
    /// and the policies that PyPA's auditwheel applies.
    /// </summary>
    private static readonly Dictionary<string, int> manylinux = new(StringComparer.Ordinal)
    {
        ["libGL.so.1"] = 5,
        ["libICE.so.6"] = 5,
        ["libSM.so.6"] = 5,
        ["libX11.so.6"] = 5,
        ["libXext.so.6"] = 5,
        ["libXrender.so.1"] = 5,
        ["libanl.so.1"] = 5,
        ["libatomic.so.1"] = 5,
        ["libc.so.6"] = 5,
        ["libdl.so.2"] = 5,
        ["libgcc_s.so.1"] = 5,
        ["libglib-2.0.so.0"] = 5,
        ["libgobject-2.0.so.0"] = 5,
        ["libgthread-2.0.so.0"] = 5,
        ["libm.so.6"] = 5,
        ["libnsl.so.1"] = 5,
        ["libpthread.so.0"] = 5,
        ["libresolv.so.2"] = 5,
        ["librt.so.1"] = 5,
        ["libstdc++.so.6"] = 5,
        ["libutil.so.1"] = 5,
        ["libz.so.1"] = 5,
        ["libexpat.so.1"] = 12,
        ["libmvec.so.1"] = 24,
    };

    /// <summary>The loader itself, under its names for the machines there are.</summary>
    private static readonly string[] loaders = ["ld-linux*.so.*", "ld64.so.*"];

    private static readonly string[] musllinux = ["libc.so", "libc.musl-*.so.1", "libz.so.1"];

    /// <summary>Libraries that come with ROCm, of any version.</summary>
    public static IReadOnlyList<string> Rocm { get; } =
    [
        "libMIOpen.so*",
        "libamd_comgr.so*",
        "libamd_smi.so*",
        "libamdhip64.so*",
        "libhipblas.so*",
        "libhipblaslt.so*",
        "libhipdnn*.so*",
        "libhipfft.so*",
        "libhipfftw.so*",
        "libhiprand.so*",
        "libhiprtc.so*",
        "libhiprtc-builtins.so*",
        "libhipsolver.so*",
        "libhipsparse.so*",
        "libhipsparselt.so*",
        "libhiptensor.so*",
        "libhsa-runtime64.so*",
        "libhsakmt.so*",
        "libmigraphx*.so*",
        "librccl.so*",
        "librocblas.so*",
        "librocfft.so*",
        "librocm-core.so*",
        "librocm_smi64.so*",
        "librocm_sysdeps_*.so*",
        "librocprofiler*.so*",
        "librocrand.so*",
        "librocsolver.so*",
        "librocsparse.so*",
        "libroctracer64.so*",
        "libroctx64.so*",
    ];

    /// <summary>Libraries that the wheel of PyTorch brings.</summary>
    public static IReadOnlyList<string> Torch { get; } =
    ["libaotriton*.so*", "libc10*.so*", "libcaffe2_nvrtc.so*", "libmagma.so*", "libshm.so*", "libtorch*.so*"];

    /// <summary>Whether a policy lets a wheel expect a library.</summary>
    internal static bool IsOfSystem(string library, PlatformPromise promise) =>
        promise.IsMusl
            ? IsAny(musllinux, library)
            : ManylinuxMinorOf(library) is { } since && (promise.Glibc?.Minor ?? since) >= since;

    /// <summary>The least N of a <c>manylinux_2_N</c> that lets a wheel expect a library, or null where none does.</summary>
    internal static int? ManylinuxMinorOf(string library) =>
        IsLoader(library) ? ManylinuxPolicies.Unconcerned
        : manylinux.TryGetValue(library, out var since) ? since
        : null;

    internal static bool IsLoader(string library) => IsAny(loaders, library);

    internal static bool IsAny(IEnumerable<string> patterns, string library) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, library, ignoreCase: false));
}
