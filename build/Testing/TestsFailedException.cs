namespace Wheelhouse.Build.Testing;

/// <summary>Tests failed.</summary>
/// <param name="summary">The counts.</param>
/// <param name="cause">What the test runner said.</param>
public sealed class TestsFailedException(TestSummary summary, Exception? cause)
    : WheelhouseException(
        $"tests failed: {summary}",
        "artifacts/test-results",
        "each failed test is named above with its reason; --test-filter=TEXT runs some of them",
        cause
    );
