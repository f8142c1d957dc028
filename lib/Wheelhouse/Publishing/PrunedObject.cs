using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>An object that a prune removes.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Why">For people.</param>
public sealed record PrunedObject(string Key, long Size, string Why)
{
    /// <summary>What is there of an object that was begun and not ended; null for a whole one.</summary>
    public UnfinishedObject? Unfinished { get; init; }
}
