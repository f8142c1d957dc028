namespace Wheelhouse.Publishing;

/// <summary>A store has no record of a run: it never was, did not come to its end, or changed nothing.</summary>
/// <param name="run">The run.</param>
/// <param name="location">The store's location.</param>
public sealed class UnknownRunException(RunId run, string location)
    : WheelhouseException(
        $"there is no record of a run {run}",
        location,
        "Releases lists the runs that came to their end."
    )
{
    /// <summary>The run.</summary>
    public RunId Run { get; } = run;
}
