using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Storage;

/// <summary>What became of a write.</summary>
public sealed record PutResult
{
    private PutResult(string? eTag) => ETag = eTag;

    /// <summary>The condition did not hold; nothing was written.</summary>
    public static PutResult ConditionFailed { get; } = new((string?)null);

    /// <summary>Whether the object was written.</summary>
    [MemberNotNullWhen(true, nameof(ETag))]
    public bool IsWritten => ETag is not null;

    /// <summary>The new object's ETag; null when nothing was written.</summary>
    public string? ETag { get; }

    /// <summary>The object was written.</summary>
    public static PutResult Written(string eTag) => new(eTag);
}
