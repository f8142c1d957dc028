namespace Wheelhouse.Publishing;

/// <summary>An object that a prune removes.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Why">For people.</param>
public sealed record PrunedObject(string Key, long Size, string Why);
