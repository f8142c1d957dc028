using System.Globalization;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Reporting;

/// <summary>Whether a set is closed, as lines for people.</summary>
public static class ClosureText
{
    /// <summary>What was proven or is missing in each environment, and which wheels nothing needs.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="roots">What users ask for.</param>
    public static string Of(ClosureReport report, IReadOnlyList<Requirement> roots) =>
        string.Join(
            '\n',
            [
                .. report.Environments.SelectMany(environment => Of(environment, string.Join(", ", roots))),
                .. report.Warnings.Select(warning => $"  passed over: {warning}"),
                .. report.Unneeded.Select(wheel => $"  needed by none of the roots: {wheel.FileName}"),
            ]
        );

    private static IEnumerable<string> Of(EnvironmentClosure closure, string roots) =>
        closure.IsClosed
            ?
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"closed for {closure.Environment.Name}: {roots} and all they need, {closure.Needed.Count} wheels"
                ),
            ]
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not closed for {closure.Environment.Name}: {roots} and all they need, {closure.Problems.Count} problems"
                ),
                .. closure.Problems.Select(problem => $"  {ClosureJson.Word(problem.Kind)}: {problem}"),
            ];
}
