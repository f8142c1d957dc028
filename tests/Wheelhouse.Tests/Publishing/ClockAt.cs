namespace Wheelhouse.Tests.Publishing;

/// <summary>A clock that always tells the same time; waits take as long as ever.</summary>
internal sealed class ClockAt(DateTimeOffset time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time;
}
