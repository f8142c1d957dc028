using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>Why a project is in a set of wheels, as data for programs.</summary>
public static class ExplanationJson
{
    /// <summary>
    /// One object: <c>project</c>, <c>roots</c>, <c>wheels</c>, and <c>environments</c>, each with the file <c>taken</c> (null where
    /// none is), all that is <c>requiredBy</c> (with the requirement, and the <c>chain</c> from a root), what it <c>brings</c>
    /// (each file with the one <c>below</c> which it stands), and the <c>size</c> of it all.
    /// </summary>
    /// <param name="own">The project's wheels, one at least.</param>
    /// <param name="report">The audit of the set.</param>
    /// <param name="roots">What users ask for.</param>
    public static string Of(IReadOnlyList<WheelFile> own, ClosureReport report, IReadOnlyList<Requirement> roots)
    {
        var project = own[0].FileName.Project;
        return new JObject
        {
            ["project"] = project.Value,
            ["roots"] = new JArray(roots.Select(root => root.ToString())),
            ["wheels"] = new JArray(own.Select(File)),
            ["environments"] = new JArray(
                report.Environments.Select(closure => Of(closure, new ClosureTree(closure), project))
            ),
        }.ToString(Formatting.Indented);
    }

    private static JObject Of(EnvironmentClosure closure, ClosureTree tree, Names.ProjectName project)
    {
        var node = tree.Of(project);
        return new JObject
        {
            ["name"] = closure.Environment.Name,
            ["isClosed"] = closure.IsClosed,
            ["taken"] = node is null ? null : File(node.Needed.Wheel),
            ["requiredBy"] = new JArray((node?.Needed.RequiredBy ?? []).Zip(tree.ChainsTo(project), Requirer)),
            ["brings"] = new JArray(node is null ? [] : Below(node)),
            ["size"] = node?.Size,
        };
    }

    private static JObject Requirer(WheelRequirer requirer, RequirementChain chain) =>
        new()
        {
            ["file"] = requirer.Wheel?.FileName.ToString(),
            ["requirement"] = requirer.Requirement.ToString(),
            ["pins"] = requirer.Requirement.Specifiers.IsPin,
            ["chain"] = new JArray(chain.Links.Select(link => link.ToString())),
        };

    // Level by level: a tree may be deeper than a stack.
    private static IEnumerable<JObject> Below(ClosureNode top)
    {
        var nodes = new Queue<ClosureNode>([top]);
        while (nodes.TryDequeue(out var node))
        {
            foreach (var child in node.Brings)
            {
                var file = File(child.Needed.Wheel);
                file["below"] = node.Needed.Wheel.FileName.ToString();
                yield return file;
                nodes.Enqueue(child);
            }
        }
    }

    private static JObject File(WheelFile wheel) =>
        new()
        {
            ["file"] = wheel.FileName.ToString(),
            ["version"] = wheel.FileName.Version.ToString(),
            ["size"] = wheel.Size,
        };
}
