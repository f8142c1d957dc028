using System.Buffers.Binary;

namespace Wheelhouse.Wheels.Zip;

/// <summary>The bytes of the records that an archive is written with.</summary>
internal static class ZipHeaders
{
    /// <summary>A local header with its name and extra fields.</summary>
    /// <param name="entry">The member; name, flags, method, time, CRC and sizes are used.</param>
    /// <param name="extra">Extra fields but zip64's.</param>
    /// <param name="alwaysZip64">Whether to write the zip64 form even where it is not needed.</param>
    public static byte[] Local(ZipCentralEntry entry, ReadOnlyMemory<byte> extra, bool alwaysZip64)
    {
        // In a local header both sizes are saturated, or none.
        var isLarge = alwaysZip64 || NeedsZip64(entry.Size) || NeedsZip64(entry.CompressedSize);
        var zip64 = isLarge ? ZipExtra.Zip64(entry.Size, entry.CompressedSize) : [];
        return new RecordBuilder()
            .UInt32(ZipFormat.LocalHeaderSignature)
            .UInt16(isLarge ? ZipFormat.VersionForZip64 : ZipFormat.VersionForDeflate)
            .UInt16(entry.Flags)
            .UInt16(entry.Method)
            .UInt32(entry.Modified)
            .UInt32(entry.Crc32)
            .UInt32(isLarge ? ZipFormat.Saturated32 : entry.CompressedSize)
            .UInt32(isLarge ? ZipFormat.Saturated32 : entry.Size)
            .UInt16(entry.Name.Length)
            .UInt16(zip64.Length + extra.Length)
            .Bytes(entry.Name.Span)
            .Bytes(zip64)
            .Bytes(extra.Span)
            .ToArray();
    }

    /// <summary>An entry of the central directory.</summary>
    public static byte[] CentralEntry(ZipCentralEntry entry, bool alwaysZip64)
    {
        var values = new[] { entry.Size, entry.CompressedSize, entry.LocalHeaderOffset };
        var large = values.Where(value => alwaysZip64 || NeedsZip64(value)).ToArray();
        var zip64 = large.Length > 0 ? ZipExtra.Zip64(large) : [];
        var version = large.Length > 0 ? ZipFormat.VersionForZip64 : ZipFormat.VersionForDeflate;
        return new RecordBuilder()
            .UInt32(ZipFormat.CentralEntrySignature)
            .UInt16(entry.VersionMadeBy)
            .UInt16(version)
            .UInt16(entry.Flags)
            .UInt16(entry.Method)
            .UInt32(entry.Modified)
            .UInt32(entry.Crc32)
            .UInt32(Narrow(entry.CompressedSize))
            .UInt32(Narrow(entry.Size))
            .UInt16(entry.Name.Length)
            .UInt16(zip64.Length + entry.Extra.Length)
            .UInt16(0)
            .UInt16(0)
            .UInt16(entry.InternalAttributes)
            .UInt32(entry.ExternalAttributes)
            .UInt32(Narrow(entry.LocalHeaderOffset))
            .Bytes(entry.Name.Span)
            .Bytes(zip64)
            .Bytes(entry.Extra.Span)
            .ToArray();

        long Narrow(long value) => alwaysZip64 || NeedsZip64(value) ? ZipFormat.Saturated32 : value;
    }

    /// <summary>The end record, with the zip64 end record and its locator before it where the numbers need them.</summary>
    /// <param name="end">The central directory's place and number of entries.</param>
    /// <param name="position">Where these bytes will be written: behind the central directory.</param>
    /// <param name="alwaysZip64">Whether to write the zip64 records even where they are not needed.</param>
    public static byte[] End(ZipEnd end, long position, bool alwaysZip64)
    {
        var isLarge =
            alwaysZip64
            || end.Count >= ZipFormat.Saturated16
            || NeedsZip64(end.DirectorySize)
            || NeedsZip64(end.DirectoryOffset);
        var record = new RecordBuilder();
        if (isLarge)
        {
            record
                .UInt32(ZipFormat.Zip64EndSignature)
                .Int64(ZipFormat.Zip64EndLength - 12)
                .UInt16((ZipFormat.UnixHost << 8) | ZipFormat.VersionForZip64)
                .UInt16(ZipFormat.VersionForZip64)
                .UInt32(0)
                .UInt32(0)
                .Int64(end.Count)
                .Int64(end.Count)
                .Int64(end.DirectorySize)
                .Int64(end.DirectoryOffset)
                .UInt32(ZipFormat.Zip64LocatorSignature)
                .UInt32(0)
                .Int64(position)
                .UInt32(1);
        }

        var count = isLarge ? Math.Min(end.Count, ZipFormat.Saturated16) : end.Count;
        return record
            .UInt32(ZipFormat.EndSignature)
            .UInt32(0)
            .UInt16((int)count)
            .UInt16((int)count)
            .UInt32(Math.Min(end.DirectorySize, ZipFormat.Saturated32))
            .UInt32(Math.Min(end.DirectoryOffset, ZipFormat.Saturated32))
            .UInt16(0)
            .ToArray();
    }

    private static bool NeedsZip64(long value) => value >= ZipFormat.Saturated32;

    /// <summary>Little-endian fields, one after the other; a value that its field cannot hold is an error, never cut.</summary>
    private sealed class RecordBuilder
    {
        private readonly List<byte> bytes = new(128);

        public RecordBuilder UInt16(int value)
        {
            Span<byte> field = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16LittleEndian(field, checked((ushort)value));
            return Bytes(field);
        }

        public RecordBuilder UInt32(long value)
        {
            Span<byte> field = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(field, checked((uint)value));
            return Bytes(field);
        }

        public RecordBuilder Int64(long value)
        {
            Span<byte> field = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(field, value);
            return Bytes(field);
        }

        public RecordBuilder Bytes(ReadOnlySpan<byte> more)
        {
            bytes.AddRange(more);
            return this;
        }

        public byte[] ToArray() => [.. bytes];
    }
}
