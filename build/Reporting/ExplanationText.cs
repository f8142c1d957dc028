using System.Globalization;
using Spectre.Console.Rendering;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>Why a project is in a set of wheels, for people.</summary>
public static class ExplanationText
{
    /// <summary>Its files; then for each environment who requires it, by which way from a root, and what it brings.</summary>
    /// <param name="own">The project's wheels, one at least.</param>
    /// <param name="report">The audit of the set.</param>
    /// <param name="roots">What users ask for.</param>
    public static IRenderable Of(
        IReadOnlyList<WheelFile> own,
        ClosureReport report,
        IReadOnlyList<Requirement> roots
    ) =>
        Words.Below([
            new Listing("project", "version", "file", "size>").AddAll(
                own.Select(wheel =>
                    new[]
                    {
                        wheel.FileName.Project.Value,
                        $"{wheel.FileName.Version}",
                        $"{wheel.FileName}",
                        ByteSize.Format(wheel.Size),
                    }
                )
            ),
            .. report.Environments.SelectMany(closure =>
                Of(own[0], closure, new ClosureTree(closure), string.Join(", ", roots))
            ),
        ]);

    private static IEnumerable<IRenderable> Of(
        WheelFile own,
        EnvironmentClosure closure,
        ClosureTree tree,
        string roots
    )
    {
        var (project, name) = (own.FileName.Project, closure.Environment.Name);
        if (!closure.IsClosed)
        {
            yield return Words.Of(
                $"not closed for {name}: what follows is the nearest choice (Audit-Closure tells what is missing)"
            );
        }

        if (tree.Of(project) is not { } node)
        {
            yield return Words.Of($"for {name} nothing that {roots} needs requires {project}");
            yield break;
        }

        var requiredBy = node.Needed.RequiredBy;
        yield return Words.Of(
            Line($"for {name} {node.Needed.Wheel.FileName} is taken; {requiredBy.Count} require it:")
        );
        yield return new Listing("by", "requirement", "", "way from a root").AddAll(
            requiredBy.Zip(
                tree.ChainsTo(project),
                (requirer, chain) =>
                    new[]
                    {
                        requirer.Wheel is { } by ? $"{by.FileName.Project} {by.FileName.Version}" : "(root)",
                        $"{requirer.Requirement}",
                        requirer.Requirement.Specifiers.IsPin ? "pins it" : "",
                        $"{chain}",
                    }
            )
        );
        yield return Words.Of(
            node.Brings.Count == 0
                ? $"it brings nothing more: {ByteSize.Format(node.Size)} in all"
                : Line($"it brings {node.Count - 1} more, {ByteSize.Format(node.Size)} in all:")
        );
        if (node.Brings.Count > 0)
        {
            yield return new ClosureTreeView([node]);
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
