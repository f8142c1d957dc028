using Wheelhouse.Closure;

namespace Wheelhouse.Build.Artifacts;

/// <summary>An audited folder of wheels lacks something that the roots need.</summary>
/// <param name="report">The audit.</param>
/// <param name="folder">The folder.</param>
public sealed class ClosureOpenException(ClosureReport report, string folder)
    : WheelhouseException(
        $"the set of wheels is not closed: {Counted.Of(report.Problems.Count, "requirement is", "requirements are")} not met",
        folder,
        "they are listed above; add the wheels that are missing, or audit for the --python and --platform they were built for"
    );
