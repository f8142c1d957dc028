namespace Wheelhouse.Closure;

/// <summary>The steps that searches may still take; what keeps a hostile set from holding an audit up.</summary>
internal sealed class SearchBudget(long steps)
{
    internal bool IsSpent { get; private set; }

    internal void Spend(int count)
    {
        steps -= count;
        IsSpent |= steps < 0;
    }
}
