using Cake.Core.Tooling;
using Wheelhouse.Build.Collecting;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>What pip is told; each member is the option of pip that has its name.</summary>
public sealed class PipSettings : ToolSettings
{
    /// <summary>`--index-url`; null leaves pip's own default.</summary>
    public string? IndexUrl { get; init; }

    /// <summary>`--extra-index-url`, each.</summary>
    public IReadOnlyList<string> ExtraIndexUrls { get; init; } = [];

    /// <summary>`--find-links`, each: a folder or a URL.</summary>
    public IReadOnlyList<string> FindLinks { get; init; } = [];

    /// <summary>`--no-index`.</summary>
    public bool NoIndex { get; init; }

    /// <summary>`--only-binary`: `:all:`, `:none:` or names.</summary>
    public string? OnlyBinary { get; init; }

    /// <summary>`--python-version` of another target than the interpreter that runs pip.</summary>
    public string? PythonVersion { get; init; }

    /// <summary>`--platform`, each, of another target than this machine.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>`--target`: a folder to install into.</summary>
    public string? Target { get; init; }

    /// <summary>`--python`: the interpreter of the environment that pip works on.</summary>
    public string? Python { get; init; }

    /// <summary>`--constraint`: a file.</summary>
    public string? Constraint { get; init; }

    /// <summary>`--requirement`: a file.</summary>
    public string? Requirement { get; init; }

    /// <summary>`--report`: the file that pip writes its report to.</summary>
    public string? Report { get; init; }

    /// <summary>`--wheel-dir`.</summary>
    public string? WheelFolder { get; init; }

    /// <summary>`--dry-run`.</summary>
    public bool DryRun { get; init; }

    /// <summary>`--ignore-installed`.</summary>
    public bool IgnoreInstalled { get; init; }

    /// <summary>`--ignore-requires-python`.</summary>
    public bool IgnoreRequiresPython { get; init; }

    /// <summary>`--no-deps`.</summary>
    public bool NoDependencies { get; init; }

    /// <summary>`--no-cache-dir`.</summary>
    public bool NoCache { get; init; }

    /// <summary>Settings that name where packages come from, and nothing else.</summary>
    /// <param name="sources">Where they come from.</param>
    /// <param name="report">The file that pip's report goes to, and nothing is installed; null to install.</param>
    public static PipSettings From(PackageSources sources, string? report = null) =>
        new()
        {
            DryRun = report is not null,
            Report = report,
            IndexUrl = sources.IndexUrl,
            ExtraIndexUrls = sources.ExtraIndexUrls,
            FindLinks = sources.FindLinks,
            NoIndex = sources.NoIndex,
        };
}
