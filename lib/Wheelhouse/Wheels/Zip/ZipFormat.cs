namespace Wheelhouse.Wheels.Zip;

/// <summary>Signatures, lengths and flags of the zip format, named as PKWARE's APPNOTE.TXT 6.3.10 numbers them.</summary>
internal static class ZipFormat
{
    public const uint LocalHeaderSignature = 0x04034b50;
    public const uint DescriptorSignature = 0x08074b50;
    public const uint CentralEntrySignature = 0x02014b50;
    public const uint Zip64EndSignature = 0x06064b50;
    public const uint Zip64LocatorSignature = 0x07064b50;
    public const uint EndSignature = 0x06054b50;

    public const int LocalHeaderLength = 30;
    public const int CentralEntryLength = 46;
    public const int Zip64EndLength = 56;
    public const int Zip64LocatorLength = 20;
    public const int EndLength = 22;

    /// <summary>A 16-bit field with this value sends the reader to the zip64 record.</summary>
    public const ushort Saturated16 = 0xffff;

    /// <summary>A 32-bit field with this value sends the reader to the zip64 record or extra field.</summary>
    public const uint Saturated32 = 0xffffffff;

    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    public const ushort EncryptedFlag = 1 << 0;
    public const ushort DescriptorFlag = 1 << 3;
    public const ushort PatchFlag = 1 << 5;
    public const ushort StrongEncryptionFlag = 1 << 6;
    public const ushort Utf8Flag = 1 << 11;
    public const ushort MaskedHeadersFlag = 1 << 13;

    public const ushort Zip64ExtraId = 0x0001;

    /// <summary>Info-ZIP's second name of a member, which some readers prefer to the first.</summary>
    public const ushort UnicodePathExtraId = 0x7075;

    public const ushort VersionForDeflate = 20;
    public const ushort VersionForZip64 = 45;

    public const int UnixHost = 3;
    public const int UnixTypeMask = 0xf000;
    public const int UnixSymbolicLink = 0xa000;
}
