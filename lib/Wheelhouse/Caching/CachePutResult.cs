namespace Wheelhouse.Caching;

/// <summary>What became of wheels that were put into the cache.</summary>
public enum CachePutResult
{
    /// <summary>They are the entry now.</summary>
    Stored,

    /// <summary>The same wheels were the entry already.</summary>
    AlreadyThere,

    /// <summary>Another builder was first, with other bytes, and its wheels stay.</summary>
    FirstStays,
}
