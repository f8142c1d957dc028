namespace Wheelhouse.Publishing;

/// <summary>Pages that were staged for a trial could not be removed after it; users do not see them.</summary>
/// <param name="root">The key that they stand below.</param>
/// <param name="location">The store.</param>
/// <param name="trial">Why the trial failed; null when it did not.</param>
/// <param name="cause">Why they could not be removed.</param>
public sealed class StagedPagesLeftException(string root, string location, Exception? trial, WheelhouseException cause)
    : WheelhouseException(
        (trial is null ? "" : $"the index did not pass its trial: {trial.Message}; then ")
            + $"its staged pages could not be removed: {cause.What}",
        $"{location}: {root}",
        "no public page was changed; delete what is below that key, and publish again",
        cause
    );
