namespace Wheelhouse.Storage;

/// <summary>Names of the metadata that objects carry; lower case, as stores return them.</summary>
public static class ObjectMetadata
{
    /// <summary>The SHA-256 of the object's bytes, lower-case hexadecimal. An ETag is no such hash: multipart ones hash hashes.</summary>
    public const string Sha256 = "sha256";
}
