using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Wheelhouse.Build.Tests.Workflows;

/// <summary>A workflow of GitHub Actions, as much of it as the tests look at.</summary>
internal sealed partial class Workflow
{
    private readonly YamlMappingNode root;

    private Workflow(string text)
    {
        Text = text;
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    /// <summary>The file as it is.</summary>
    public string Text { get; }

    /// <summary>What every job has in its environment.</summary>
    public IReadOnlyDictionary<string, string> Variables => Texts(root, "env");

    /// <summary>The names of what a person can ask for, or another workflow where that one calls it.</summary>
    public IReadOnlyList<string> Inputs =>
        [
            .. Map(root, "on")
                .Children.Values.OfType<YamlMappingNode>()
                .SelectMany(trigger => Map(trigger, "inputs").Children.Keys)
                .Select(Of),
        ];

    /// <summary>Whether another workflow calls it, and nothing else starts it.</summary>
    public bool IsCalled => Map(root, "on").Children.Keys.Select(Of).SequenceEqual(["workflow_call"]);

    /// <summary>What a job may do that says nothing of it.</summary>
    public IReadOnlyDictionary<string, string> Permissions => Texts(root, "permissions");

    public bool HasPermissions => root.Children.ContainsKey("permissions");

    public IReadOnlyList<Job> Jobs =>
        [.. Map(root, "jobs").Children.Select(job => new Job(Of(job.Key), (YamlMappingNode)job.Value))];

    /// <summary>Reads a workflow of the repository.</summary>
    public static Workflow Read(string name) =>
        new(File.ReadAllText(Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), ".github", "workflows", name)));

    /// <summary>A text with its expressions replaced by the first of their <c>||</c> that has a value.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> values) =>
        ExpressionForm()
            .Replace(
                text,
                match =>
                    match
                        .Groups[1]
                        .Value.Split("||", StringSplitOptions.TrimEntries)
                        .Select(term => term.StartsWith('\'') ? term.Trim('\'') : values[term])
                        .FirstOrDefault(value => value.Length > 0)
                    ?? ""
            );

    private static YamlMappingNode Map(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var child) && child is YamlMappingNode map ? map : [];

    private static Dictionary<string, string> Texts(YamlMappingNode node, string key) =>
        Map(node, key).Children.ToDictionary(pair => Of(pair.Key), pair => Of(pair.Value));

    private static string Of(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    [GeneratedRegex(@"\$\{\{(.*?)\}\}")]
    private static partial Regex ExpressionForm();

    /// <summary>A job.</summary>
    internal sealed class Job(string name, YamlMappingNode node)
    {
        public string Name => name;

        public IReadOnlyDictionary<string, string> Variables => Texts(node, "env");

        public IReadOnlyDictionary<string, string> Permissions => Texts(node, "permissions");

        /// <summary>How long it may take, in minutes.</summary>
        public int Minutes => int.Parse(Of(node.Children["timeout-minutes"]), CultureInfo.InvariantCulture);

        /// <summary>When it runs; empty where its needs alone decide.</summary>
        public string If => node.Children.TryGetValue("if", out var condition) ? Of(condition) : "";

        public string Matrix => Map(node, "strategy").Children.TryGetValue("matrix", out var matrix) ? Of(matrix) : "";

        public IReadOnlyList<string> Needs =>
            node.Children.TryGetValue("needs", out var needs)
                ? needs is YamlSequenceNode several
                    ? [.. several.Select(Of)]
                    : [Of(needs)]
                : [];

        /// <summary>The workflow that it calls instead of steps; empty where it has some.</summary>
        public string Calls => node.Children.TryGetValue("uses", out var uses) ? Of(uses) : "";

        /// <summary>What the called workflow is given.</summary>
        public IReadOnlyDictionary<string, string> With => Texts(node, "with");

        public IReadOnlyList<Step> Steps =>
            node.Children.TryGetValue("steps", out var steps)
                ? [.. ((YamlSequenceNode)steps).Select(step => new Step((YamlMappingNode)step))]
                : [];

        public override string ToString() => name;
    }

    /// <summary>A step.</summary>
    internal sealed class Step(YamlMappingNode node)
    {
        public string Run => node.Children.TryGetValue("run", out var run) ? Of(run) : "";

        /// <summary>When it runs; empty where all before it must have succeeded.</summary>
        public string If => node.Children.TryGetValue("if", out var condition) ? Of(condition) : "";

        /// <summary>Whether its job goes on as if it had not failed.</summary>
        public bool MayFail => node.Children.TryGetValue("continue-on-error", out var may) && Of(may) == "true";

        public string Action => node.Children.TryGetValue("uses", out var uses) ? Of(uses).Split('@')[0] : "";

        public IReadOnlyDictionary<string, string> With => Texts(node, "with");

        public IReadOnlyDictionary<string, string> Variables => Texts(node, "env");
    }
}
