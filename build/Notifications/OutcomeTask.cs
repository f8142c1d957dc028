namespace Wheelhouse.Build.Notifications;

/// <summary>What became of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Outcome"><c>done</c>, <c>skipped</c>, <c>failed</c> or <c>stopped</c>.</param>
/// <param name="Cache">What the cache of builds came to; null where the task has nothing to do with it.</param>
public sealed record OutcomeTask(string Task, double Seconds, string Outcome, string? Cache = null);
