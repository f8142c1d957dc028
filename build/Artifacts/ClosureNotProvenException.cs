using Wheelhouse.Closure;

namespace Wheelhouse.Build.Artifacts;

/// <summary>What users ask for needs wheels that the set does not have.</summary>
/// <param name="report">The audit.</param>
/// <param name="folder">The folder that was to be made.</param>
public sealed class ClosureNotProvenException(ClosureReport report, string folder)
    : WheelhouseException(
        "the set of wheels is not closed:\n" + string.Join('\n', report.Problems.Select(problem => "    " + problem)),
        folder,
        "give the missing wheels among --base-wheels or --find-links, or an index that has them, and collect again"
    );
