namespace Wheelhouse.Closure;

internal enum SearchOutcome
{
    Found,
    Impossible,
    GaveUp,
}
