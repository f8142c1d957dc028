using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tools.Docker;

/// <summary>Settings that every docker command has.</summary>
public class DockerSettings : ToolSettings
{
    /// <summary>The command's own options as arguments, in order.</summary>
    internal virtual IEnumerable<string> Options => [];

    /// <summary>Variables set for the command.</summary>
    internal virtual IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>();

    /// <summary>An option with its value; nothing without one.</summary>
    protected static IEnumerable<string> Of(string name, string? value) => value is null ? [] : [name, value];

    /// <summary>An option for each value.</summary>
    protected static IEnumerable<string> Each(string name, IEnumerable<string> values) =>
        values.SelectMany(value => Of(name, value));

    /// <summary>An option without a value, where it is given.</summary>
    protected static IEnumerable<string> Flag(string name, bool given) => given ? [name] : [];

    /// <summary>One of the comma-separated values that some options are a row of.</summary>
    protected static string Field(string name, string value) =>
        value.AsSpan().ContainsAny(',', '"')
            ? $"\"{name}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : $"{name}={value}";
}
