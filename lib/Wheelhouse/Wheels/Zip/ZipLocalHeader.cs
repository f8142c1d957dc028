namespace Wheelhouse.Wheels.Zip;

/// <summary>A member's local header, read and found to agree with the central directory.</summary>
/// <param name="DataOffset">Where the member's bytes begin.</param>
/// <param name="End">Where its bytes end, the descriptor behind them included.</param>
/// <param name="IsDescribed">Whether there is a descriptor.</param>
/// <param name="Extra">The extra fields but zip64's.</param>
internal readonly record struct ZipLocalHeader(long DataOffset, long End, bool IsDescribed, ReadOnlyMemory<byte> Extra)
{
    /// <summary>Flags that must be the same in both places: those that change how bytes are read.</summary>
    private const ushort ComparedFlags = ZipFormat.DescriptorFlag | ZipFormat.Utf8Flag | ZipFormat.EncryptedFlag;

    /// <summary>The longest descriptor: signature, CRC and two 64-bit sizes.</summary>
    private const int LongestDescriptor = 24;

    public static ZipLocalHeader Read(ZipInput input, WheelMember member)
    {
        var entry = member.Entry;
        // One read takes the header, its name and, nearly always, its extra fields.
        var start = new byte[ZipFormat.LocalHeaderLength + entry.Name.Length + 64];
        var count = input.ReadSome(entry.LocalHeaderOffset, start);
        var header = new ZipRecord(start.AsSpan(0, count));
        if (count < ZipFormat.LocalHeaderLength || header.Signature != ZipFormat.LocalHeaderSignature)
        {
            throw input.Damaged($"there is no local header at byte {entry.LocalHeaderOffset}", member.Name);
        }

        var variable = header.UInt16(26) + header.UInt16(28);
        var dataOffset = entry.LocalHeaderOffset + ZipFormat.LocalHeaderLength + variable;
        if (dataOffset + entry.CompressedSize > member.Limit)
        {
            throw input.Damaged("its bytes overlap what follows", member.Name);
        }

        var variableBytes =
            ZipFormat.LocalHeaderLength + variable <= count
                ? start.AsMemory(ZipFormat.LocalHeaderLength, variable)
                : input.Read(entry.LocalHeaderOffset + ZipFormat.LocalHeaderLength, variable, member.Name);
        var extra = variableBytes[header.UInt16(26)..];
        RequireAgreement(input, member, "name", variableBytes[..header.UInt16(26)].Span.SequenceEqual(entry.Name.Span));
        RequireAgreement(input, member, "method", header.UInt16(8) == entry.Method);
        RequireAgreement(input, member, "flags", ((header.UInt16(6) ^ entry.Flags) & ComparedFlags) == 0);

        var zip64 = new Zip64Values(input, entry.Name.Span, extra);
        var (size, compressedSize) = (zip64.Resolve(header.UInt32(22)), zip64.Resolve(header.UInt32(18)));
        var isFollowed = (entry.Flags & ZipFormat.DescriptorFlag) != 0;
        RequireAgreement(input, member, "CRC", Agrees(header.UInt32(14), entry.Crc32, isFollowed));
        RequireAgreement(input, member, "size", Agrees(size, entry.Size, isFollowed));
        RequireAgreement(
            input,
            member,
            "size in the archive",
            Agrees(compressedSize, entry.CompressedSize, isFollowed)
        );
        RequireAgreement(
            input,
            member,
            "zip64 field",
            isFollowed || zip64.AgreesWith(entry.Size, entry.CompressedSize)
        );
        var end = dataOffset + entry.CompressedSize;
        if (isFollowed)
        {
            end += DescriptorLength(input, member, end);
        }

        return new ZipLocalHeader(dataOffset, end, isFollowed, ZipExtra.Without(extra, ZipFormat.Zip64ExtraId));
    }

    /// <summary>A header that is followed by a descriptor may leave its values at zero.</summary>
    private static bool Agrees(long local, long central, bool isFollowed) =>
        local == central || (isFollowed && local == 0);

    /// <summary>A descriptor has a signature or not, and sizes of 32 or of 64 bits: nothing but its values tells which.</summary>
    private static int DescriptorLength(ZipInput input, WheelMember member, long offset)
    {
        var entry = member.Entry;
        var bytes = new byte[(int)Math.Min(LongestDescriptor, member.Limit - offset)];
        input.Read(offset, bytes, member.Name);
        foreach (var isSigned in (ReadOnlySpan<bool>)[true, false])
        {
            var start = isSigned ? sizeof(uint) : 0;
            var record = new ZipRecord(bytes);
            if (
                bytes.Length < start + 12
                || (isSigned && record.Signature != ZipFormat.DescriptorSignature)
                || record.UInt32(start) != entry.Crc32
            )
            {
                continue;
            }

            if (record.UInt32(start + 4) == entry.CompressedSize && record.UInt32(start + 8) == entry.Size)
            {
                return start + 12;
            }

            if (
                bytes.Length >= start + 20
                && record.Int64(start + 4) == entry.CompressedSize
                && record.Int64(start + 12) == entry.Size
            )
            {
                return start + 20;
            }
        }

        throw input.Damaged("the descriptor after its bytes disagrees with the central directory", member.Name);
    }

    private static void RequireAgreement(ZipInput input, WheelMember member, string what, bool agrees)
    {
        if (!agrees)
        {
            throw input.Damaged($"its local header and the central directory disagree on its {what}", member.Name);
        }
    }
}
