namespace Wheelhouse.Storage;

/// <summary>
/// What must hold for a write to happen, decided by the store at the moment the object becomes visible.
/// See <see href="https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests">RFC 9110, conditional requests</see>.
/// </summary>
public sealed record PutCondition
{
    private PutCondition(bool isAbsent, string? eTag)
    {
        RequiresAbsent = isAbsent;
        RequiredETag = eTag;
    }

    /// <summary>Write in any case.</summary>
    public static PutCondition None { get; } = new(false, null);

    /// <summary>Write only if there is no object under the key: <c>If-None-Match: *</c>.</summary>
    public static PutCondition IfAbsent { get; } = new(true, null);

    /// <summary>Whether there must be no object under the key.</summary>
    public bool RequiresAbsent { get; }

    /// <summary>The ETag that the object under the key must have; null when none is required.</summary>
    public string? RequiredETag { get; }

    /// <summary>Write only over the very object that was read: <c>If-Match</c>.</summary>
    /// <param name="eTag">The ETag that the store gave with it.</param>
    public static PutCondition IfMatch(string eTag) => new(false, eTag);
}
