namespace Wheelhouse.Closure;

/// <summary>A wheel in a tree of what an installation takes. Each wheel stands in a tree once, as near to the top as anyone requires it.</summary>
public sealed class ClosureNode
{
    internal ClosureNode(NeededWheel needed, IReadOnlyList<ClosureNode> brings)
    {
        (Needed, Brings) = (needed, brings);
        Count = 1 + brings.Sum(node => node.Count);
        Size = needed.Wheel.Size + brings.Sum(node => node.Size);
    }

    /// <summary>The wheel.</summary>
    public NeededWheel Needed { get; }

    /// <summary>The wheels that it requires and that do not stand nearer to the top, by project.</summary>
    public IReadOnlyList<ClosureNode> Brings { get; }

    /// <summary>How many wheels there are from here down, this one included.</summary>
    public int Count { get; }

    /// <summary>Bytes of all files from here down, this one included.</summary>
    public long Size { get; }
}
