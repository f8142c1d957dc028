using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>Whether a set is closed, for people.</summary>
public static class ClosureText
{
    /// <summary>
    /// What was proven or is missing in each environment, and, once nothing is missing, which wheels nothing needs: what a missing
    /// wheel would need is not known. Of a single environment also the tree of what is taken.
    /// </summary>
    /// <param name="report">The audit.</param>
    /// <param name="roots">What users ask for.</param>
    public static IRenderable Of(ClosureReport report, IReadOnlyList<Requirement> roots) =>
        Words.Below([
            .. report.Environments is [{ IsClosed: true } only]
                ? [new ClosureTreeView(new ClosureTree(only).Roots())]
                : NoTree,
            .. report.Environments.SelectMany(environment => Of(environment, string.Join(", ", roots))),
            .. report.Warnings.Select(warning => Words.Of($"  passed over: {warning}")),
            .. report.Unneeded.Where(_ => report.IsClosed).Select(wheel => Unneeded(wheel, report)),
        ]);

    private static readonly IRenderable[] NoTree = [];

    private static IEnumerable<IRenderable> Of(EnvironmentClosure closure, string roots)
    {
        yield return Words.Of(
            closure.IsClosed
                ? Line(
                    $"closed for {closure.Environment.Name}: {roots} and all they need, {Counted.Of(closure.Needed.Count, "wheel")}, {Size(closure)}"
                )
                : Line(
                    $"not closed for {closure.Environment.Name}: {roots} and all they need, {Counted.Of(closure.Problems.Count, "problem")}"
                )
        );
        foreach (var problem in closure.Problems)
        {
            yield return Words.Of($"  {ClosureJson.Word(problem.Kind)}: {problem}");
        }
    }

    private static Text Unneeded(WheelFile wheel, ClosureReport report) =>
        Words.Of(
            report.Environments.Any(closure => Suits(wheel, closure.Environment))
                ? $"  needed by none of the roots: {wheel.FileName}"
                : $"  of another Python or platform: {wheel.FileName}"
        );

    private static bool Suits(WheelFile wheel, TargetEnvironment target) =>
        wheel.FileName.Tags.Any(target.Tags.Contains)
        && wheel.Metadata.RequiresPython?.Contains(PythonVersion.Parse(target.Markers["python_full_version"]), true)
            != false;

    private static string Size(EnvironmentClosure closure) =>
        ByteSize.Format(closure.Needed.Sum(needed => needed.Wheel.Size));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
