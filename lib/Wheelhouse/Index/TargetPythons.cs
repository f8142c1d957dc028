using System.Text.RegularExpressions;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// The Pythons that a file is for, as people say it: <c>3.12</c>, <c>3.9+</c>, or Requires-Python as written where that says
/// more. By tags alone, <c>cp38-abi3</c> would promise Pythons that Requires-Python then refuses.
/// </summary>
internal sealed partial class TargetPythons
{
    // The files of a project are for a few: each is worked out once.
    private readonly Dictionary<(string Interpreter, string Abi, string? RequiresPython), string> known = [];

    /// <summary>The Pythons of several files, each once, shorter texts first, so that 3.9 comes before 3.10.</summary>
    public IReadOnlyList<string> Of(IEnumerable<IndexFile> files) =>
        [
            .. files
                .SelectMany(file => file.FileName.Tags.Select(tag => (tag.Interpreter, tag.Abi, file.RequiresPython)))
                .Distinct()
                .Select(Of)
                .Distinct()
                .OrderBy(text => text.Length)
                .ThenBy(text => text, StringComparer.Ordinal),
        ];

    private string Of((string Interpreter, string Abi, string? RequiresPython) target)
    {
        if (!known.TryGetValue(target, out var text))
        {
            known[target] = text = Of(target.Interpreter, target.Abi, target.RequiresPython);
        }

        return text;
    }

    private static string Of(string interpreter, string abi, string? requiresPython)
    {
        var match = Interpreter().Match(interpreter);
        if (!match.Success)
        {
            return interpreter;
        }

        var (major, minor) = (match.Groups["major"].Value, match.Groups["minor"].Value);
        if (match.Groups["kind"].Value == "cp" && abi != "abi3" && minor.Length > 0)
        {
            return $"{major}.{minor}{(abi.EndsWith('t') ? "t" : "")}";
        }

        var text = minor.Length == 0 ? major : $"{major}.{minor}";
        return major == "2" ? text : Narrower(text, minor.Length > 0, requiresPython);
    }

    private static string Narrower(string text, bool isLowerBound, string? requiresPython)
    {
        var fromTag = isLowerBound ? $"{text}+" : text;
        if (!SpecifierSet.TryParse(requiresPython, out var set) || set.Specifiers.Count == 0)
        {
            return fromTag;
        }

        var least = set
            .Specifiers.Where(specifier => specifier.Operator == ">=")
            .Select(specifier => PythonVersion.Parse(specifier.Version))
            .Max();
        return isLowerBound && least < PythonVersion.Parse(text) ? fromTag
            : set.Specifiers.Count == 1 && least is not null ? $"{least}+"
            : requiresPython!;
    }

    [GeneratedRegex("^(?<kind>cp|py)(?<major>[0-9])(?<minor>[0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Interpreter();
}
