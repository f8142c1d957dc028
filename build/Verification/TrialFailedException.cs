namespace Wheelhouse.Build.Verification;

/// <summary>What was to be published does not install or does not work.</summary>
/// <param name="cause">How it failed.</param>
public sealed class TrialFailedException(WheelhouseException cause)
    : WheelhouseException(
        $"the new pages did not pass their install check: {cause.What}",
        cause.Where,
        "no page was changed, users see nothing of this publish: mend what failed and publish again; files once sent stay sent",
        cause
    );
