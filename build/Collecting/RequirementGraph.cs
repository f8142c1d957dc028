using System.Text.RegularExpressions;
using Wheelhouse.Names;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Collecting;

/// <summary>Who asks for whom, by name: enough to tell the chain by which a project was pulled in.</summary>
public sealed partial class RequirementGraph
{
    private readonly Dictionary<ProjectName, Dictionary<ProjectName, string>> requirements = [];

    /// <summary>Adds the requirements of a distribution whose markers hold with any of its extras.</summary>
    /// <param name="project">The distribution.</param>
    /// <param name="requiresDist">Its requirements.</param>
    /// <param name="environment">The target that markers are asked for.</param>
    public void Add(ProjectName project, IEnumerable<Requirement> requiresDist, MarkerEnvironment environment)
    {
        var listed = requiresDist.ToList();
        var extras = listed
            .SelectMany(requirement => ExtraMarker().Matches(requirement.Marker?.ToString() ?? string.Empty))
            .Select(match => match.Groups["extra"].Value)
            .Append(string.Empty)
            .Distinct()
            .ToList();
        foreach (var requirement in listed)
        {
            if (requirement.Marker is null || extras.Any(extra => requirement.Marker.Evaluate(environment, extra)))
            {
                Add(project, requirement.ProjectName, WithoutMarker(requirement));
            }
        }
    }

    /// <summary>Adds what pip says while it collects: `Processing ./x.whl (from c->b->a)`, nearest first.</summary>
    /// <param name="output">The lines that pip printed.</param>
    public void AddFromPipOutput(IEnumerable<string> output)
    {
        foreach (var match in output.Select(line => CollectedFrom().Match(line)).Where(match => match.Success))
        {
            var chain = match
                .Groups["chain"]
                .Value.Split("->")
                .Prepend(match.Groups["what"].Value)
                .Select(text => Requirement.TryParse(text.Trim(), out var requirement) ? requirement : null)
                .ToList();
            foreach (var (child, parent) in chain.Zip(chain.Skip(1)))
            {
                if (child is not null && parent is not null)
                {
                    Add(parent.ProjectName, child.ProjectName, child.ToString());
                }
            }
        }
    }

    /// <summary>The shortest chain from one of the roots to a project.</summary>
    /// <param name="roots">Where chains begin.</param>
    /// <param name="project">Where the chain ends.</param>
    /// <returns>`vllm -> transformers[torch]>=4.56 -> tokenizers`, or null when no chain is known.</returns>
    public string? ChainTo(IEnumerable<ProjectName> roots, ProjectName project)
    {
        var chains = new Dictionary<ProjectName, string>();
        var open = new Queue<ProjectName>();
        foreach (var root in roots.Where(root => chains.TryAdd(root, root.Value)))
        {
            open.Enqueue(root);
        }

        while (open.TryDequeue(out var current))
        {
            if (current == project)
            {
                return chains[current];
            }

            foreach (var (child, text) in requirements.GetValueOrDefault(current) ?? [])
            {
                if (chains.TryAdd(child, $"{chains[current]} -> {text}"))
                {
                    open.Enqueue(child);
                }
            }
        }

        return null;
    }

    /// <summary>The projects that ask for a project, in order of name.</summary>
    /// <param name="project">The project.</param>
    public IReadOnlyList<ProjectName> WhoRequires(ProjectName project) =>
        [.. requirements.Where(pair => pair.Value.ContainsKey(project)).Select(pair => pair.Key).Order()];

    private void Add(ProjectName parent, ProjectName child, string text)
    {
        if (!requirements.TryGetValue(parent, out var children))
        {
            requirements[parent] = children = [];
        }

        children.TryAdd(child, text);
    }

    private static string WithoutMarker(Requirement requirement) => requirement.ToString().Split(';')[0].Trim();

    [GeneratedRegex("""extra\s*==\s*["'](?<extra>[^"']+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex ExtraMarker();

    [GeneratedRegex(@"^\s*Collecting (?<what>[^(]+) \(from (?<chain>[^()]*)\)", RegexOptions.NonBacktracking)]
    private static partial Regex CollectedFrom();
}
