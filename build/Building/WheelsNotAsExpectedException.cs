using Wheelhouse.Names;

namespace Wheelhouse.Build.Building;

/// <summary>A build made other wheels than it should.</summary>
/// <param name="problems">What is missing, and what is there that should not be.</param>
/// <param name="place">Where the wheels lie in the image.</param>
/// <param name="expected">What should be there.</param>
public sealed class WheelsNotAsExpectedException(
    IReadOnlyList<string> problems,
    string place,
    IReadOnlyList<ProjectName> expected
)
    : WheelhouseException(
        $"the build made other wheels than expected: {string.Join("; ", problems)}",
        place,
        $"expected are {string.Join(", ", expected)}: mend the list of packages, or the build's target and arguments"
    );
