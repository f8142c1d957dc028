namespace Wheelhouse.Publishing;

/// <summary>A file whose name is taken in the store by other bytes, or by another run that is about to publish others.</summary>
/// <param name="Name">The wheel's file name, or the key of its METADATA.</param>
/// <param name="PublishedSha256">The SHA-256 of the bytes in the store, or of those that the other run publishes.</param>
/// <param name="NewSha256">The SHA-256 of the bytes of the site.</param>
public sealed record RefusedFile(string Name, string PublishedSha256, string NewSha256)
{
    /// <summary>The key under which another run says that it is about to publish the bytes; null where the store has them.</summary>
    public string? Claim { get; init; }

    /// <summary>Until when, by the store's clock, that counts if the other run was killed; null where the store has the bytes.</summary>
    public DateTimeOffset? ClaimEnds { get; init; }
}
