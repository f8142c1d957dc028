namespace Wheelhouse.Wheels.Zip;

/// <summary>One entry of the central directory: what it says, with zip64 values in place, not yet believed.</summary>
internal sealed record ZipCentralEntry
{
    public required ReadOnlyMemory<byte> Name { get; init; }
    public required ushort VersionMadeBy { get; init; }
    public required ushort Flags { get; init; }
    public required ushort Method { get; init; }

    /// <summary>MS-DOS time in the low half, MS-DOS date in the high half.</summary>
    public required uint Modified { get; init; }
    public required uint Crc32 { get; init; }
    public required long CompressedSize { get; init; }
    public required long Size { get; init; }
    public required ushort InternalAttributes { get; init; }
    public required uint ExternalAttributes { get; init; }
    public required long LocalHeaderOffset { get; init; }

    /// <summary>Extra fields other than zip64's, whose values are in the properties.</summary>
    public required ReadOnlyMemory<byte> Extra { get; init; }

    /// <summary>Bytes of the local header without extra fields.</summary>
    public int LocalLength => ZipFormat.LocalHeaderLength + Name.Length;

    public int UnixMode => VersionMadeBy >> 8 == ZipFormat.UnixHost ? (int)(ExternalAttributes >> 16) : 0;
}
