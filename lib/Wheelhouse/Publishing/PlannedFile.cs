using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>A file of the site and what will become of it.</summary>
/// <param name="File">The file's entry on the site's page.</param>
/// <param name="State">What publishing will do with it.</param>
/// <param name="Bytes">What is to be sent for it, wheel and METADATA together; 0 when nothing is.</param>
/// <param name="PublishedSha256">The SHA-256 of the published bytes; null when none are published.</param>
public sealed record PlannedFile(IndexFile File, PlannedFileState State, long Bytes, string? PublishedSha256);
