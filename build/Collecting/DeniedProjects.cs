using System.IO.Enumeration;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;

namespace Wheelhouse.Build.Collecting;

/// <summary>Projects that must not be in a closure: those that only a CUDA build needs.</summary>
/// <param name="patterns">Names in normal form, `*` and `?` as in file names: `nvidia-*`.</param>
public sealed class DeniedProjects(IReadOnlyList<string> patterns)
{
    /// <summary>Makes sure that pip's answer has none of them, before anything is fetched.</summary>
    /// <param name="report">pip's answer.</param>
    /// <param name="graph">Who asks for whom.</param>
    /// <param name="roots">Where chains begin.</param>
    /// <exception cref="DeniedProjectsException">Names each with the chain that pulled it in.</exception>
    public void Check(PipReport report, RequirementGraph graph, IReadOnlyList<ProjectName> roots)
    {
        var chains = report
            .Items.Where(item => IsDenied(item.Project))
            .Select(item => graph.ChainTo(roots, item.Project) ?? item.Project.Value)
            .ToList();
        if (chains.Count > 0)
        {
            throw new DeniedProjectsException(chains, patterns);
        }
    }

    private bool IsDenied(ProjectName project) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, project.Value, ignoreCase: true));
}
