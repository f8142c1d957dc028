namespace Wheelhouse.Publishing;

/// <summary>A run took so long that others need no longer heed what it claimed, so it stopped. What it did is done and harmless.</summary>
/// <param name="limit">How long it may take.</param>
/// <param name="location">The store's location.</param>
public sealed class RunTooLongException(TimeSpan limit, string location)
    : WheelhouseException(
        $"the run took more than the {limit.TotalHours:0} hours for which others heed what it names or removes",
        location,
        "Run the task again: it goes on with what is left, and what was sent is there."
    );
