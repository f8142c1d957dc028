using Cake.Core;
using Cake.Core.Diagnostics;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Python;

/// <summary>Runs a Python interpreter: asks it what it is, makes virtual environments, runs small programs.</summary>
/// <param name="context">The host.</param>
/// <param name="container">Where it runs; null for this machine.</param>
/// <param name="plan">Where given, commands are told to it and none is run.</param>
public sealed class PythonRunner(ICakeContext context, ImageContainer? container = null, Action<string>? plan = null)
    : CapturingTool<PythonSettings>(context, plan)
{
    private const string InstallHint =
        "install Python 3.9 or newer with its venv module (Debian, Ubuntu: `apt-get install python3 python3-venv`;"
        + " Fedora: `dnf install python3`), or name an interpreter with --python=PATH";

    // The eleven variables as PEP 508 defines them, and what a platform tag is made of.
    private const string SelfDescription = """
        import json, os, platform, sys, sysconfig
        version = sys.implementation.version
        full = "{0.major}.{0.minor}.{0.micro}".format(version)
        if version.releaselevel != "final":
            full += version.releaselevel[0] + str(version.serial)
        print(json.dumps({
            "libc": list(platform.libc_ver()),
            "platform": sysconfig.get_platform(),
            "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            "markers": {
                "implementation_name": sys.implementation.name,
                "implementation_version": full,
                "os_name": os.name,
                "platform_machine": platform.machine(),
                "platform_python_implementation": platform.python_implementation(),
                "platform_release": platform.release(),
                "platform_system": platform.system(),
                "platform_version": platform.version(),
                "python_full_version": platform.python_version(),
                "python_version": ".".join(platform.python_version_tuple()[:2]),
                "sys_platform": sys.platform,
            },
        }))
        """;

    // A plan tells the rest of it to whom wants to read more.
    private static string ShortDescription => SelfDescription.Split('\n')[0] + "; ...";

    /// <summary>Asks an interpreter what it is.</summary>
    /// <param name="nameOrPath">A name to look for on PATH, or a path.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PythonNotUsableException">There is none, or it is too old, or not CPython on glibc.</exception>
    public PythonInterpreter Inspect(string nameOrPath, CancellationToken cancellation)
    {
        var path = container is null ? Locate(nameOrPath) : nameOrPath;
        var result = Run(path, ["-I", "-X", "utf8", "-c", SelfDescription], cancellation);
        if (result.ExitCode != 0)
        {
            throw new PythonNotUsableException(
                $"'{nameOrPath}' does not run as Python 3: {result.LastLine}",
                path,
                InstallHint
            );
        }

        var answer = JObject.Parse(string.Concat(result.StandardOutput));
        var markers = answer["markers"]!.ToObject<Dictionary<string, string>>()!;
        var version = PythonVersion.Parse(markers["python_full_version"]);
        var libc = answer["libc"]!.ToObject<string[]>()!;
        if (version < PythonVersion.Parse("3.9") || markers["implementation_name"] != "cpython")
        {
            throw new PythonNotUsableException(
                $"'{nameOrPath}' is {markers["platform_python_implementation"]} {version}; CPython 3.9 or newer is needed",
                path,
                InstallHint
            );
        }

        if (libc is not ["glibc", var glibc])
        {
            throw new PythonNotUsableException(
                $"'{nameOrPath}' does not run on glibc ('{string.Join(' ', libc)}' on {markers["sys_platform"]})",
                path,
                "ROCm wheels are for Linux with glibc: run this there, or in a container of such a system"
            );
        }

        var machine = answer["platform"]!.Value<string>()!.Split('-', 2)[1].Replace('-', '_');
        return new PythonInterpreter(
            path,
            version,
            answer["free_threaded"]!.Value<bool>(),
            $"manylinux_{glibc.Replace('.', '_')}_{machine}",
            $"linux_{machine}",
            MarkerEnvironment.FromDictionary(markers)
        );
    }

    /// <summary>Tells, in a plan, that an interpreter is asked what it is.</summary>
    /// <param name="nameOrPath">A name to look for on PATH, or a path.</param>
    public void TellInspect(string nameOrPath)
    {
        var program = CakeContext.Log.Verbosity >= Verbosity.Verbose ? SelfDescription : ShortDescription;
        Run(nameOrPath, ["-I", "-X", "utf8", "-c", program], CancellationToken.None);
    }

    /// <summary>Makes a virtual environment in a new folder.</summary>
    /// <param name="interpreter">The path of the interpreter it is for.</param>
    /// <param name="folder">The folder, which is emptied first.</param>
    /// <param name="withPip">Whether pip is put in; without it nothing at all is installed there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="withSystemPackages">Whether what the interpreter has is there too.</param>
    /// <param name="remark">What a plan says of it, such as when it is made.</param>
    /// <returns>The path of the environment's interpreter.</returns>
    /// <exception cref="PythonNotUsableException">The interpreter lacks `venv` or `ensurepip`.</exception>
    public string CreateVirtualEnvironment(
        string interpreter,
        string folder,
        bool withPip,
        CancellationToken cancellation,
        bool withSystemPackages = false,
        string? remark = null
    )
    {
        string[] arguments =
        [
            "-I",
            "-m",
            "venv",
            "--clear",
            .. withPip ? [] : new[] { "--without-pip" },
            .. withSystemPackages ? new[] { "--system-site-packages" } : [],
            folder,
        ];
        var result = Run(interpreter, arguments, cancellation, remark);
        if (result.ExitCode != 0)
        {
            throw new PythonNotUsableException(
                $"'{interpreter}' cannot make virtual environments:\n"
                    + string.Join('\n', result.Output.TakeLast(8).Select(line => "    " + line)),
                result.Command,
                $"install its venv module (Debian, Ubuntu: `apt-get install python{VersionOf(interpreter, cancellation)}-venv`),"
                    + " or name another interpreter with --python=PATH"
            );
        }

        return System.IO.Path.Combine(folder, "bin", "python");
    }

    /// <summary>Runs a small program in an interpreter, isolated from the user's environment.</summary>
    /// <param name="path">The interpreter.</param>
    /// <param name="program">The program's text.</param>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult RunProgram(string path, string program, CancellationToken cancellation) =>
        Run(path, ["-I", "-X", "utf8", "-c", program], cancellation);

    /// <inheritdoc/>
    protected override string GetToolName() => "Python";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["python3"];

    // Its version as packages are named by it; 3 where it does not say.
    private string VersionOf(string interpreter, CancellationToken cancellation) =>
        Run(interpreter, ["-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], cancellation)
            is { ExitCode: 0, StandardOutput: [var version, ..] }
            ? version
            : "3";

    private ToolResult Run(
        string path,
        IEnumerable<string> arguments,
        CancellationToken cancellation,
        string? remark = null
    ) =>
        container?.Run([path, .. arguments], cancellation)
        ?? Capture(
            new PythonSettings { ToolPath = path },
            arguments,
            PythonEnvironment.Isolated(CakeContext.Environment),
            cancellation,
            remark: remark
        );

    private string Locate(string nameOrPath)
    {
        if (nameOrPath.Contains('/', StringComparison.Ordinal))
        {
            var path = System.IO.Path.GetFullPath(nameOrPath, CakeContext.Environment.WorkingDirectory.FullPath);
            return File.Exists(path)
                ? path
                : throw new PythonNotUsableException($"there is no interpreter '{nameOrPath}'", path, InstallHint);
        }

        var folders = CakeContext.Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return folders
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => System.IO.Path.Combine(folder, nameOrPath))
                .FirstOrDefault(File.Exists)
            ?? throw new PythonNotUsableException($"there is no '{nameOrPath}' on PATH", folders, InstallHint);
    }
}
