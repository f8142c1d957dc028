namespace Wheelhouse.Requirements;

/// <summary>A marker asks for a variable that the environment does not say.</summary>
/// <param name="variable">The variable, or the text that stands where one is needed.</param>
public sealed class UndefinedMarkerVariableException(string variable)
    : WheelhouseException(
        $"the environment has no variable {OffendingText.Quote(variable)}",
        "marker",
        "give the environment this variable; one side of each comparison must be a variable, and 'extras' and 'dependency_groups' belong to lock files"
    );
