namespace Wheelhouse.Requirements;

/// <summary>A marker compares texts by an operator that has no meaning for them.</summary>
/// <param name="left">The value to the left.</param>
/// <param name="operator">The operator.</param>
/// <param name="right">The value to the right.</param>
public sealed class UndefinedComparisonException(string left, string @operator, string right)
    : WheelhouseException(
        $"{OffendingText.Quote(left)} {@operator} {OffendingText.Quote(right)} has no meaning",
        "marker",
        "~= and === compare versions: the variable must be one that holds a version, the other side a version that the operator allows"
    );
