using System.Buffers.Binary;

namespace Wheelhouse.Wheels.Zip;

/// <summary>Where the central directory lies, from the end record and, in large archives, the zip64 end record before it.</summary>
/// <remarks>
/// Readers search for the end record in different ways, so a file in which two could be found is refused, as is anything
/// after it and a directory that does not end where the end records begin.
/// </remarks>
internal readonly record struct ZipEnd(long DirectoryOffset, long DirectorySize, long Count)
{
    private const int LongestComment = ushort.MaxValue;

    public static ZipEnd Find(ZipInput input)
    {
        var length = (int)Math.Min(input.Length, ZipFormat.EndLength + LongestComment);
        var tail = input.Read(input.Length - length, length);
        var place = FindRecord(input, tail);
        var record = new ZipRecord(tail.AsSpan(place, ZipFormat.EndLength));
        var countHere = (long)record.UInt16(8);
        var end = new ZipEnd(record.UInt32(16), record.UInt32(12), record.UInt16(10));
        var (large, directoryEnd) = ReadZip64(input, input.Length - length + place);
        RequireOneDisk(input, record.UInt16(4) is 0 or ZipFormat.Saturated16);
        RequireOneDisk(input, record.UInt16(6) is 0 or ZipFormat.Saturated16);
        RequireOneDisk(input, countHere == end.Count);
        if (large is { } zip64)
        {
            RequireAgreement(input, end.Count, ZipFormat.Saturated16, zip64.Count);
            RequireAgreement(input, end.DirectorySize, ZipFormat.Saturated32, zip64.DirectorySize);
            RequireAgreement(input, end.DirectoryOffset, ZipFormat.Saturated32, zip64.DirectoryOffset);
            end = zip64;
        }

        if (end.DirectoryOffset > directoryEnd || end.DirectorySize != directoryEnd - end.DirectoryOffset)
        {
            throw input.Damaged(
                $"the central directory should lie at byte {end.DirectoryOffset} and be {end.DirectorySize} bytes long, "
                    + $"but what follows it begins at byte {directoryEnd}"
            );
        }

        return end;
    }

    private static int FindRecord(ZipInput input, ReadOnlySpan<byte> tail)
    {
        Span<byte> signature = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, ZipFormat.EndSignature);
        var place = tail.IndexOf(signature);
        var isFound = place >= 0;
        while (place >= 0 && !ReachesTheEnd(tail[place..]))
        {
            var next = tail[(place + 1)..].IndexOf(signature);
            place = next < 0 ? -1 : place + 1 + next;
        }

        return (place, isFound) switch
        {
            (< 0, true) => throw input.Damaged("bytes follow the end record, or the file was cut off within it"),
            (< 0, false) => throw input.Damaged("there is no end record: the file was cut off, or is no zip archive"),
            _ when tail[(place + 1)..].IndexOf(signature) >= 0 => throw input.Damaged(
                "the comment holds a second end record, so that readers could see another archive"
            ),
            _ => place,
        };
    }

    private static bool ReachesTheEnd(ReadOnlySpan<byte> record) =>
        record.Length >= ZipFormat.EndLength && ZipFormat.EndLength + new ZipRecord(record).UInt16(20) == record.Length;

    private static (ZipEnd? End, long DirectoryEnd) ReadZip64(ZipInput input, long endOffset)
    {
        var locatorOffset = endOffset - ZipFormat.Zip64LocatorLength;
        if (locatorOffset < 0)
        {
            return (null, endOffset);
        }

        var locator = new ZipRecord(input.Read(locatorOffset, ZipFormat.Zip64LocatorLength));
        if (locator.Signature != ZipFormat.Zip64LocatorSignature)
        {
            return (null, endOffset);
        }

        // Only encrypted archives have data after the record, so the record must reach the locator exactly.
        var offset = locatorOffset - ZipFormat.Zip64EndLength;
        RequireOneDisk(input, locator.UInt32(4) == 0 && locator.UInt32(16) <= 1);
        if (offset < 0 || locator.Int64(8) != offset)
        {
            throw input.Damaged("the zip64 end record is not where its locator says");
        }

        var record = new ZipRecord(input.Read(offset, ZipFormat.Zip64EndLength));
        if (record.Signature != ZipFormat.Zip64EndSignature || record.Int64(4) != ZipFormat.Zip64EndLength - 12)
        {
            throw input.Damaged("the zip64 end record is broken");
        }

        RequireOneDisk(input, record.UInt32(16) == 0 && record.UInt32(20) == 0 && record.Int64(24) == record.Int64(32));
        return (new ZipEnd(record.Int64(48), record.Int64(40), record.Int64(32)), offset);
    }

    private static void RequireAgreement(ZipInput input, long value, uint saturated, long large)
    {
        if (value != saturated && value != large)
        {
            throw input.Damaged($"the end record says {value} where the zip64 end record says {large}");
        }
    }

    private static void RequireOneDisk(ZipInput input, bool isOneDisk)
    {
        if (!isOneDisk)
        {
            throw new UnsupportedArchiveException("the archive is spread over several disks", input.Path, null);
        }
    }
}
