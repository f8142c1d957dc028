namespace Wheelhouse.Build.Building;

/// <summary>Wheels may come from the cache alone, and it does not have them.</summary>
/// <param name="reason">What it has instead.</param>
/// <param name="where">Where they would be.</param>
public sealed class NotCachedException(string reason, string where)
    : WheelhouseException(
        $"the wheels are to be taken from the cache (--cache-only), and cannot be: {reason}",
        where,
        "run without --cache-only on a machine that can build; recipe, arguments, release and base image must be the same there"
    );
