namespace Wheelhouse.Publishing;

/// <summary>A file whose name is taken in the store by other bytes.</summary>
/// <param name="Name">The wheel's file name, or the key of its METADATA.</param>
/// <param name="PublishedSha256">The SHA-256 of the bytes in the store.</param>
/// <param name="NewSha256">The SHA-256 of the bytes of the site.</param>
public sealed record RefusedFile(string Name, string PublishedSha256, string NewSha256);
