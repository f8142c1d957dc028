namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>How a task ended.</summary>
public enum TaskOutcome
{
    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It had nothing to do.</summary>
    Skipped,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>A signal stopped it.</summary>
    Stopped,
}
