namespace Wheelhouse.Storage.S3;

/// <summary>How the bytes of an object travel to a bucket.</summary>
public enum S3Bodies
{
    /// <summary>As the probe finds that the store takes them unharmed.</summary>
    Auto,

    /// <summary>In chunks with trailing checksums, as the SDK sends them by itself and AWS likes best.</summary>
    Sdk,

    /// <summary>As they are, with their checksum and hash in headers, as every store understands.</summary>
    Plain,
}
