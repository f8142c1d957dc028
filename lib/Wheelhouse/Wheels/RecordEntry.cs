namespace Wheelhouse.Wheels;

/// <summary>One row of a <c>RECORD</c>: a member, its hash and its size.</summary>
/// <param name="Path">Path of the member, parts separated by <c>/</c>.</param>
/// <param name="Hash">
/// Algorithm and digest as <c>sha256=</c> and URL-safe base64 without padding; empty for <c>RECORD</c> itself.
/// </param>
/// <param name="Size">Bytes of the member, or null where the row gives none.</param>
public sealed record RecordEntry(string Path, string Hash, long? Size);
