using Wheelhouse.Build.Arguments;
using Wheelhouse.Closure;
using Wheelhouse.Names;

namespace Wheelhouse.Build.Artifacts;

/// <summary>A set of wheels has none of the project that is asked about.</summary>
/// <param name="project">The project.</param>
/// <param name="folder">The folder of the set.</param>
/// <param name="known">The projects that it has.</param>
/// <param name="report">The audit, which may know who requires the project.</param>
public sealed class ProjectNotInSetException(
    ProjectName project,
    string folder,
    IEnumerable<ProjectName> known,
    ClosureReport report
)
    : WheelhouseException(
        string.Join(
            '\n',
            [
                $"there is no wheel of {project} in the set",
                .. report
                    .Problems.Where(problem => problem.Project == project)
                    .Select(problem => $"    and it is required: {problem.Chain}")
                    .Distinct(),
            ]
        ),
        folder,
        Mend(NearestName.Several(project.Value, known.Select(name => name.Value).Distinct()))
    )
{
    private static string Mend(IReadOnlyList<string> nearest) =>
        nearest.Count == 0
            ? "Audit-Closure lists what is there and what is missing"
            : $"did you mean {string.Join(" or ", nearest)}?";
}
