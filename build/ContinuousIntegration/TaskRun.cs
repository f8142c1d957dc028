namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>What became of a task of a run.</summary>
/// <param name="Name">The task.</param>
/// <param name="Time">How long it ran.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Product">What it made; null where that is nothing of its own.</param>
public sealed record TaskRun(string Name, TimeSpan Time, TaskOutcome Outcome, TaskProduct? Product = null);
