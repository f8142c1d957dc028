using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>
/// Tells whether an installation of the roots finds everything in a set of wheels, in each environment: one version of each
/// project, chosen as pip chooses (newest first, pre-releases only where one is named or nothing else is there), so that
/// every requirement whose marker holds is met by a wheel whose tags and Requires-Python fit, extras followed.
/// </summary>
public static class ClosureAudit
{
    private static readonly HashSet<WheelFileName> NoneYanked = [];

    /// <summary>Audits a set.</summary>
    /// <param name="roots">What users ask for.</param>
    /// <param name="wheels">The set.</param>
    /// <param name="environments">Where it is installed.</param>
    /// <param name="yanked">
    /// The files that an index marks as yanked (PEP 592): they are taken only where a requirement pins the version and nothing
    /// else meets all that is required.
    /// </param>
    /// <returns>For each environment all problems, the wheels taken and what was passed over; and the wheels that none takes.</returns>
    /// <exception cref="ArgumentException">There is no root or no environment: nothing would be audited.</exception>
    /// <exception cref="UndefinedMarkerVariableException">An environment does not say its <c>python_full_version</c>.</exception>
    public static ClosureReport Audit(
        IReadOnlyList<Requirement> roots,
        IReadOnlyList<WheelFile> wheels,
        IReadOnlyList<TargetEnvironment> environments,
        IReadOnlySet<WheelFileName>? yanked = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(roots.Count);
        ArgumentOutOfRangeException.ThrowIfZero(environments.Count);
        var wheelsByProject = wheels
            .GroupBy(wheel => wheel.FileName.Project)
            .Select(group =>
                KeyValuePair.Create<ProjectName, IReadOnlyList<WheelFile>>(
                    group.Key,
                    [
                        .. group
                            .OrderByDescending(wheel => wheel.FileName.Version)
                            .ThenBy(wheel => wheel.FileName.ToString(), StringComparer.Ordinal),
                    ]
                )
            )
            .ToList();
        var reports = environments
            .Select(environment =>
                EnvironmentAudit.Run(new CandidatePool(environment, wheelsByProject, yanked ?? NoneYanked), roots)
            )
            .ToList();
        var needed = reports.SelectMany(report => report.Needed).Select(needed => needed.Wheel).ToHashSet();
        return new(
            reports,
            [
                .. wheels
                    .Where(wheel => !needed.Contains(wheel))
                    .OrderBy(wheel => wheel.FileName.ToString(), StringComparer.Ordinal),
            ]
        );
    }
}
