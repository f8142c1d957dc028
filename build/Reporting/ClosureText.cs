using System.Globalization;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Reporting;

/// <summary>The proof that a set is closed, as lines for people.</summary>
public static class ClosureText
{
    /// <summary>What was proven, and which wheels nothing needs.</summary>
    /// <param name="report">The audit of a closed set.</param>
    /// <param name="roots">What users ask for.</param>
    /// <param name="environment">The target.</param>
    public static string Of(ClosureReport report, IReadOnlyList<Requirement> roots, TargetEnvironment environment) =>
        string.Join(
            '\n',
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"closed for {environment.Name}: {string.Join(", ", roots)} and all they need, {report.Needed.Count} wheels"
                ),
                .. report.Unneeded.Select(wheel => $"  needed by none of the roots: {wheel.FileName}"),
            ]
        );
}
