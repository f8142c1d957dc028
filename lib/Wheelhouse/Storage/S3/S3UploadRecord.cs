namespace Wheelhouse.Storage.S3;

/// <summary>
/// What a run leaves in the store about an upload in parts, so that a later run can go on with it. The parts alone do not tell
/// whose they are: two builds of a wheel may begin alike, and the metadata of an upload cannot be read before it is complete.
/// </summary>
/// <param name="Key">The object's key.</param>
/// <param name="Sha256">The hash of the whole; null where it was not announced, and the upload cannot be resumed.</param>
/// <param name="PartSize">The bytes of a part.</param>
/// <param name="UploadId">The store's name of the upload.</param>
/// <param name="Write">The mark that the object will bear; see <see cref="S3Heads.Write"/>.</param>
internal sealed record S3UploadRecord(string Key, string? Sha256, int PartSize, string UploadId, string Write);
