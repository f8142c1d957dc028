using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>
/// A comparison of a variable with a text. Variables that hold versions compare as versions where the other side can be
/// read as one; all others, and these too where it cannot, compare as texts, for which <c>&lt;</c> never holds and
/// <c>&lt;=</c> means equal.
/// </summary>
internal sealed class MarkerComparison : MarkerNode
{
    private readonly MarkerOperand left;
    private readonly string @operator;
    private readonly MarkerOperand right;

    /// <summary>The specifier that operator and right side make, where the right side does not depend on the environment.</summary>
    private readonly Specifier? specifier;

    internal MarkerComparison(MarkerOperand left, string @operator, MarkerOperand right)
    {
        this.left = right.HoldsNames && !left.IsVariable ? Normalize(left) : left;
        this.right = left.IsExtra && !right.IsVariable ? Normalize(right) : right;
        this.@operator = @operator;
        specifier = left.IsVariable && HoldsVersion(left.Value) ? SpecifierFor(right.Value) : null;
    }

    internal override bool Evaluate(MarkerEnvironment environment, string extra)
    {
        // Only one side is looked up: a second variable counts as the text of its name, a first text as a variable's name
        // where the second is none. That is how the reference reads such comparisons.
        var variable = left.IsVariable ? left.Value : right.Value;
        var value = variable == MarkerOperand.Extra ? extra : environment[variable];
        if (!HoldsVersion(variable))
        {
            return left.IsVariable ? CompareTexts(value, right.Value) : CompareTexts(left.Value, value);
        }

        return left.IsVariable
            ? Compare(value, specifier, right.Value, environment.VersionOf(variable))
            : Compare(left.Value, SpecifierFor(value), value, null);
    }

    internal override string Format(bool isInner) => $"{left} {@operator} {right}";

    private static MarkerOperand Normalize(MarkerOperand text) => text with { Value = NormalForm.Of(text.Value) };

    private static bool HoldsVersion(string variable) =>
        variable is "python_version" or "python_full_version" or "implementation_version" or "platform_release";

    private Specifier? SpecifierFor(string version) =>
        @operator is "in" or "not in" ? null
        : Specifier.TryParse(@operator + version, out var parsed) ? parsed
        : null;

    private bool Compare(string value, Specifier? condition, string text, PythonVersion? version)
    {
        if (condition is null)
        {
            return CompareTexts(value, text);
        }

        return condition.Operator == "==="
            ? condition.MatchesText(value)
            : (version is not null || PythonVersion.TryParse(value, out version)) && condition.Contains(version);
    }

    private bool CompareTexts(string value, string text) =>
        @operator switch
        {
            "in" => text.Contains(value, StringComparison.Ordinal),
            "not in" => !text.Contains(value, StringComparison.Ordinal),
            "==" or "<=" or ">=" => value == text,
            "!=" => value != text,
            "<" or ">" => false,
            _ => throw new UndefinedComparisonException(value, @operator, text),
        };
}
