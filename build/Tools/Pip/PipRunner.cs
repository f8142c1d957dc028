using Cake.Core;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>
/// Runs the pip of a virtual environment as `python -m pip --isolated`: no variables and no configuration of the user.
/// </summary>
/// <param name="context">The host.</param>
/// <param name="container">Where it runs; null for this machine.</param>
/// <param name="plan">Where given, commands are told to it and none is run.</param>
public sealed class PipRunner(ICakeContext context, ImageContainer? container = null, Action<string>? plan = null)
    : CapturingTool<PipSettings>(context, plan)
{
    // --report appeared in 22.2 and its format is stable since 23.0; --python appeared in 22.3.
    private static readonly PythonVersion Oldest = PythonVersion.Parse("23.0");

    /// <summary>The version of the pip of an interpreter; the oldest that will do where commands are only told.</summary>
    /// <param name="python">The interpreter that has it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PythonNotUsableException">It is too old, or there is none.</exception>
    public PythonVersion CheckVersion(string python, CancellationToken cancellation)
    {
        var result = AskVersion(python, cancellation);
        if (Plan is not null)
        {
            return Oldest;
        }

        var version =
            VersionIn(result)
            ?? throw new PythonNotUsableException(
                $"pip does not answer: {result.LastLine}",
                result.Command,
                "install Python's ensurepip (Debian, Ubuntu: `apt-get install python3-venv`)"
            );
        return version >= Oldest
            ? version
            : throw new PythonNotUsableException(
                $"pip {version} is too old: its report is stable since {Oldest}",
                python,
                "name an interpreter that brings a newer pip with --python=PATH (CPython 3.12 and newer do)"
            );
    }

    /// <summary>The version of the pip of an interpreter, where there is one that answers and will do.</summary>
    /// <param name="python">The interpreter that may have it.</param>
    /// <param name="cancellation">Stops it.</param>
    public PythonVersion? FindVersion(string python, CancellationToken cancellation) =>
        VersionIn(AskVersion(python, cancellation)) is { } version && version >= Oldest ? version : null;

    /// <summary>`pip install`.</summary>
    /// <param name="python">The interpreter whose pip runs.</param>
    /// <param name="settings">What pip is told.</param>
    /// <param name="requirements">Requirements or paths of files.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result, also when pip failed.</returns>
    public ToolResult Install(
        string python,
        PipSettings settings,
        IEnumerable<string> requirements,
        CancellationToken cancellation
    ) => Execute(python, settings, ["install", .. Options(settings), "--", .. requirements], cancellation);

    /// <summary>`pip wheel`.</summary>
    /// <inheritdoc cref="Install"/>
    public ToolResult Wheel(
        string python,
        PipSettings settings,
        IEnumerable<string> requirements,
        CancellationToken cancellation
    ) => Execute(python, settings, ["wheel", .. Options(settings), "--", .. requirements], cancellation);

    /// <summary>`pip check`: whether what is installed fits together.</summary>
    /// <param name="python">The interpreter whose pip runs.</param>
    /// <param name="settings">Which environment is checked.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result, also when pip found something.</returns>
    public ToolResult Check(string python, PipSettings settings, CancellationToken cancellation) =>
        Execute(python, settings, ["check"], cancellation);

    /// <inheritdoc/>
    protected override string GetToolName() => "pip";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["python3"];

    private ToolResult AskVersion(string python, CancellationToken cancellation) =>
        Execute(python, new PipSettings(), ["--version"], cancellation);

    // pip 23.2.1 from /.../site-packages/pip (python 3.11)
    private static PythonVersion? VersionIn(ToolResult result) =>
        result is { ExitCode: 0, StandardOutput: [var line, ..] }
        && line.Split(' ') is [_, var word, ..]
        && PythonVersion.TryParse(word, out var version)
            ? version
            : null;

    private ToolResult Execute(
        string python,
        PipSettings settings,
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        settings.ToolPath = python;
        string[] environment = settings.Python is null ? [] : ["--python", settings.Python];
        string[] all = ["-I", "-X", "utf8", "-m", "pip", "--isolated", .. environment, .. arguments];
        if (container is null)
        {
            return Capture(settings, all, PythonEnvironment.Isolated(CakeContext.Environment), cancellation);
        }

        foreach (
            var file in new[] { settings.Constraint, settings.Requirement }
                .Concat(arguments)
                .OfType<string>()
                .Where(File.Exists)
        )
        {
            container.Send(file);
        }

        var result = container.Run([python, .. all], cancellation);
        foreach (var written in new[] { settings.Report, settings.WheelFolder }.OfType<string>())
        {
            if (result.ExitCode == 0)
            {
                container.Fetch(written);
            }
        }

        return result;
    }

    private static List<string> Options(PipSettings settings)
    {
        var options = new List<string>();
        Flag("--dry-run", settings.DryRun);
        Flag("--ignore-installed", settings.IgnoreInstalled);
        Flag("--ignore-requires-python", settings.IgnoreRequiresPython);
        Flag("--no-deps", settings.NoDependencies);
        Flag("--no-cache-dir", settings.NoCache);
        Flag("--no-index", settings.NoIndex);
        Value("--index-url", settings.IndexUrl);
        Values("--extra-index-url", settings.ExtraIndexUrls);
        Values("--find-links", settings.FindLinks);
        Value("--only-binary", settings.OnlyBinary);
        Value("--python-version", settings.PythonVersion);
        Values("--platform", settings.Platforms);
        Value("--target", settings.Target);
        Value("--constraint", settings.Constraint);
        Value("--requirement", settings.Requirement);
        Value("--report", settings.Report);
        Value("--wheel-dir", settings.WheelFolder);
        return options;

        void Flag(string name, bool given) => Values(name, given ? [null] : []);
        void Value(string name, string? value) => Values(name, value is null ? [] : [value]);
        void Values(string name, IEnumerable<string?> values)
        {
            foreach (var value in values)
            {
                options.Add(name);
                if (value is not null)
                {
                    options.Add(value);
                }
            }
        }
    }
}
