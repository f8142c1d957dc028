namespace Wheelhouse.Wheels.Zip;

/// <summary>Reads the entries of the central directory.</summary>
internal static class ZipCentralDirectory
{
    /// <summary>
    /// Bytes of the largest directory read, which is held in memory: room for half a million members, forty times what the
    /// largest ROCm wheel has.
    /// </summary>
    private const int LargestDirectory = 64 << 20;

    public static IReadOnlyList<ZipCentralEntry> Read(ZipInput input, out long offset)
    {
        var end = ZipEnd.Find(input);
        if (end.DirectorySize > LargestDirectory || end.Count > end.DirectorySize / ZipFormat.CentralEntryLength)
        {
            throw input.Damaged($"no central directory of {end.DirectorySize} bytes with {end.Count} members is read");
        }

        offset = end.DirectoryOffset;
        ReadOnlyMemory<byte> rest = input.Read(offset, (int)end.DirectorySize);
        var entries = new List<ZipCentralEntry>((int)end.Count);
        for (long i = 0; i < end.Count; i++)
        {
            entries.Add(ReadEntry(input, ref rest));
        }

        return rest.IsEmpty
            ? entries
            : throw input.Damaged($"{rest.Length} bytes of the central directory belong to no member");
    }

    private static ZipCentralEntry ReadEntry(ZipInput input, ref ReadOnlyMemory<byte> rest)
    {
        var header = new ZipRecord(rest.Span);
        if (header.Length < ZipFormat.CentralEntryLength || header.Signature != ZipFormat.CentralEntrySignature)
        {
            throw input.Damaged("an entry of the central directory is broken");
        }

        var (nameLength, extraLength) = (header.UInt16(28), header.UInt16(30));
        var length = ZipFormat.CentralEntryLength + nameLength + extraLength + header.UInt16(32);
        if (length > header.Length)
        {
            throw input.Damaged("an entry of the central directory is broken");
        }

        var name = rest.Slice(ZipFormat.CentralEntryLength, nameLength);
        var extra = rest.Slice(ZipFormat.CentralEntryLength + nameLength, extraLength);
        var zip64 = new Zip64Values(input, name.Span, extra);
        var entry = new ZipCentralEntry
        {
            VersionMadeBy = header.UInt16(4),
            Flags = header.UInt16(8),
            Method = header.UInt16(10),
            Modified = header.UInt32(12),
            Crc32 = header.UInt32(16),
            // zip64 values stand in this order, whatever the order of the 32-bit ones.
            Size = zip64.Resolve(header.UInt32(24)),
            CompressedSize = zip64.Resolve(header.UInt32(20)),
            LocalHeaderOffset = zip64.Resolve(header.UInt32(42)),
            InternalAttributes = header.UInt16(36),
            ExternalAttributes = header.UInt32(38),
            Name = name,
            Extra = extra,
        };
        zip64.RequireUsedUp();
        if (header.UInt16(34) != 0)
        {
            throw new UnsupportedArchiveException("the archive is spread over several disks", input.Path, null);
        }

        rest = rest[length..];
        return entry;
    }
}
