using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Reporting;

/// <summary>Whether a set is closed, as data for programs.</summary>
public static partial class ClosureJson
{
    /// <summary>
    /// One object: <c>isClosed</c>, <c>roots</c>, <c>environments</c> (each with its <c>problems</c>, whose <c>chain</c> goes
    /// from the root to what is not met, and the files <c>needed</c>), and the files that are <c>unneeded</c> everywhere.
    /// </summary>
    /// <param name="report">The audit.</param>
    /// <param name="roots">What users ask for.</param>
    public static string Of(ClosureReport report, IReadOnlyList<Requirement> roots) =>
        new JObject
        {
            ["isClosed"] = report.IsClosed,
            ["roots"] = new JArray(roots.Select(root => root.ToString())),
            ["environments"] = new JArray(
                report.Environments.Select(closure => new JObject
                {
                    ["name"] = closure.Environment.Name,
                    ["isClosed"] = closure.IsClosed,
                    ["problems"] = new JArray(closure.Problems.Select(Problem)),
                    ["needed"] = new JArray(closure.Needed.Select(needed => needed.Wheel.FileName.ToString())),
                    ["warnings"] = new JArray(closure.Warnings),
                })
            ),
            ["unneeded"] = new JArray(report.Unneeded.Select(wheel => wheel.FileName.ToString())),
        }.ToString(Formatting.Indented);

    /// <summary>A kind of problem in words joined by hyphens, such as <c>missing-project</c>.</summary>
    /// <param name="kind">The kind.</param>
    internal static string Word(ClosureProblemKind kind) =>
        WordStart().Replace(kind.ToString(), "-").ToLowerInvariant();

    private static JObject Problem(ClosureProblem problem) =>
        new()
        {
            ["kind"] = Word(problem.Kind),
            ["project"] = problem.Project.Value,
            ["chain"] = Chain(problem.Chain),
            ["otherChain"] = problem.OtherChain is { } other ? Chain(other) : null,
            ["reason"] = problem.Reason,
        };

    private static JArray Chain(RequirementChain chain) => new(chain.Links.Select(link => link.ToString()));

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
