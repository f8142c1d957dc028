namespace Wheelhouse.Build.Notifications;

/// <summary>What a long step took.</summary>
/// <param name="Step">The step.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Cache">Whether it was built, or taken from what was built before.</param>
public sealed record OutcomeStep(string Step, double Seconds, string Cache);
