using System.Text.RegularExpressions;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Collecting;

/// <summary>
/// Lets pip resolve what the roots need, with our own wheels taken as given: `pip install --dry-run --ignore-installed
/// --report`, our wheels named as files.
/// </summary>
/// <remarks>
/// A wheel of ours and one of the index may have the same version (`torch 2.9.0`). pip would then prefer the index's for its
/// better platform tag, constraints or not; only a file named as a requirement always wins. Naming it also asks for it, so with
/// roots of one's own a wheel is named only once it is known to be needed, until pip takes none of our projects from elsewhere.
/// </remarks>
/// <param name="pip">Runs pip.</param>
/// <param name="python">The interpreter whose pip runs.</param>
/// <param name="target">What is resolved for.</param>
/// <param name="sources">Where dependencies may come from.</param>
/// <param name="workFolder">A folder for the constraints and the report.</param>
public sealed partial class PipResolution(
    PipRunner pip,
    string python,
    InstallTarget target,
    PackageSources sources,
    string workFolder
)
{
    /// <summary>Resolves.</summary>
    /// <param name="roots">What users ask for.</param>
    /// <param name="others">What is wanted beside it.</param>
    /// <param name="own">The wheels that are given: base wheels and vLLM.</param>
    /// <param name="allOwn">Whether all of <paramref name="own"/> are asked for beside the roots.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>pip's report: our own wheels with their file URLs, and all others.</returns>
    /// <exception cref="ResolutionFailedException">Something is missing or in conflict.</exception>
    public PipReport Resolve(
        IReadOnlyList<Requirement> roots,
        IReadOnlyList<Requirement> others,
        IReadOnlyList<WheelFile> own,
        bool allOwn,
        CancellationToken cancellation
    )
    {
        var given = own.Where(Fits).GroupBy(wheel => wheel.FileName.Project).ToDictionary(group => group.Key, Best);
        var named = given.Keys.Where(project => allOwn || roots.Any(root => root.ProjectName == project)).ToHashSet();
        File.WriteAllLines(RequirementsIn(workFolder), others.Select(other => $"{other}"));
        while (true)
        {
            var report = Run(
                roots,
                own,
                [.. named.Select(project => given[project]).OfType<WheelFile>()],
                cancellation
            );
            var strays = report
                .Items.Where(item => given.GetValueOrDefault(item.Project) is { } wheel && !IsFile(item, wheel))
                .Select(item => item.Project)
                .ToList();
            if (strays.Count == 0)
            {
                return report;
            }

            if (!strays.Any(named.Add))
            {
                throw new ResolutionFailedException(
                    $"pip takes {string.Join(", ", strays)} from elsewhere although the wheel is given",
                    python,
                    [],
                    "leave the source that has other wheels of these projects out"
                );
            }

            named.UnionWith(strays);
        }
    }

    /// <summary>What pip is told.</summary>
    /// <param name="sources">Where dependencies may come from.</param>
    /// <param name="ownFolders">The folders of the wheels that are given.</param>
    /// <param name="target">What is resolved for; null for the interpreter that runs pip.</param>
    /// <param name="workFolder">The folder for the constraints, the requirements and the report.</param>
    internal static PipSettings Settings(
        PackageSources sources,
        IReadOnlyList<string> ownFolders,
        InstallTarget? target,
        string workFolder
    )
    {
        var isInterpreter = target?.IsInterpreter ?? true;
        return new PipSettings
        {
            DryRun = true,
            IgnoreInstalled = true,
            IndexUrl = sources.IndexUrl,
            ExtraIndexUrls = sources.ExtraIndexUrls,
            FindLinks = [.. ownFolders, .. sources.FindLinks],
            NoIndex = sources.NoIndex,
            OnlyBinary = isInterpreter ? sources.OnlyBinary : ":all:",
            PythonVersion = target?.PythonVersion,
            IgnoreRequiresPython = target?.IgnoresRequiresPython ?? false,
            Platforms = target?.Platforms ?? [],
            Target = isInterpreter ? null : Path.Combine(workFolder, "target"),
            Constraint = Path.Combine(workFolder, "constraints.txt"),
            Requirement = RequirementsIn(workFolder),
            Report = Path.Combine(workFolder, "report.json"),
        };
    }

    private static string RequirementsIn(string workFolder) => Path.Combine(workFolder, "requirements.txt");

    // With several versions of one project given, pip is free to choose among them.
    private WheelFile? Best(IEnumerable<WheelFile> wheels)
    {
        var ordered = wheels.OrderBy(Rank).ToList();
        return ordered.DistinctBy(wheel => wheel.FileName.Version).Count() == 1 ? ordered[0] : null;
    }

    private bool Fits(WheelFile wheel) => Rank(wheel) < int.MaxValue;

    private int Rank(WheelFile wheel)
    {
        for (var rank = 0; rank < target.Environment.Tags.Count; rank++)
        {
            if (wheel.FileName.Tags.Contains(target.Environment.Tags[rank]))
            {
                return rank;
            }
        }

        return int.MaxValue;
    }

    private static bool IsFile(PipReportItem item, WheelFile wheel) =>
        item.Url.IsFile && Path.GetFullPath(item.Url.LocalPath) == Path.GetFullPath(wheel.Path);

    private PipReport Run(
        IReadOnlyList<Requirement> roots,
        IReadOnlyList<WheelFile> own,
        IReadOnlyList<WheelFile> named,
        CancellationToken cancellation
    )
    {
        var settings = Settings(
            sources,
            [.. own.Select(wheel => Path.GetDirectoryName(wheel.Path)!).Distinct()],
            target,
            workFolder
        );
        File.Delete(settings.Report!);
        File.WriteAllLines(
            settings.Constraint!,
            own.Where(Fits)
                .GroupBy(wheel => wheel.FileName.Project)
                .Select(Best)
                .OfType<WheelFile>()
                .Select(wheel => $"{wheel.FileName.Project}=={wheel.FileName.Version}")
                .Order(StringComparer.Ordinal)
        );
        var requirements = roots.Select(root => root.ToString()).Concat(named.Select(wheel => wheel.Path));
        var result = pip.Install(python, settings, requirements, cancellation);
        return result.ExitCode == 0 ? PipReport.Read(settings.Report!) : throw Failure(result, roots, own);
    }

    private ResolutionFailedException Failure(
        ToolResult result,
        IReadOnlyList<Requirement> roots,
        IReadOnlyList<WheelFile> own
    )
    {
        var missing = result.Output.Select(line => Missing().Match(line)).FirstOrDefault(match => match.Success);
        var python = result.Output.Select(line => OtherPython().Match(line)).FirstOrDefault(match => match.Success);
        if (python is not null)
        {
            return new ResolutionFailedException(
                $"{python.Groups["project"].Value} needs Python {python.Groups["needed"].Value}, and pip runs on {python.Groups["found"].Value}",
                result.Command,
                result.Output,
                "name an interpreter that will do with --python=PATH, or give wheels for this one"
            );
        }

        if (missing is null)
        {
            return new ResolutionFailedException(
                $"pip finds no set of files for {string.Join(", ", roots)}",
                result.Command,
                result.Output,
                "the lines above say what is in conflict; --verbosity=verbose shows all that pip said"
            );
        }

        var requirement = missing.Groups["requirement"].Value.Trim();
        var parent = missing.Groups["parent"].Value;
        return new ResolutionFailedException(
            $"{ChainTo(parent, requirement, result, roots, own)}: no file fits {target.Environment.Name}"
                + $" (versions found: {missing.Groups["versions"].Value})",
            result.Command,
            result.Output
        );
    }

    private string ChainTo(
        string parent,
        string requirement,
        ToolResult result,
        IReadOnlyList<Requirement> roots,
        IReadOnlyList<WheelFile> own
    )
    {
        if (!Requirement.TryParse(parent, out var asked))
        {
            return requirement;
        }

        var graph = new RequirementGraph();
        graph.AddFromPipOutput(result.Output);
        var links = sources
            .FindLinks.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.whl"))
            .Select(WheelFile.Read);
        foreach (var wheel in own.Concat(links))
        {
            graph.Add(wheel.FileName.Project, wheel.Metadata.RequiresDist, target.Environment.Markers);
        }

        var chain =
            graph.ChainTo([.. roots.Select(root => root.ProjectName)], asked.ProjectName)
            ?? graph.ChainTo([.. own.Select(w => w.FileName.Project)], asked.ProjectName);
        return $"{chain ?? parent} -> {requirement}";
    }

    [GeneratedRegex(
        @"Could not find a version that satisfies the requirement (?<requirement>.+?)( \(from (?<parent>[^()]+)\))? \(from versions: (?<versions>.*)\)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Missing();

    [GeneratedRegex(
        "Package '(?<project>[^']+)' requires a different Python: (?<found>[^ ]+) not in '(?<needed>[^']+)'",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex OtherPython();
}
