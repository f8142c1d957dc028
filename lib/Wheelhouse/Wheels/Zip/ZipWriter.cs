using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Wheelhouse.Files;

namespace Wheelhouse.Wheels.Zip;

/// <summary>
/// Writes an archive strictly from front to back: sizes are known before their headers are written, so there are no data
/// descriptors, and nothing follows the end record.
/// </summary>
/// <param name="output">Where the archive goes; it is at position 0.</param>
/// <param name="alwaysZip64">Writes the zip64 forms where they are not needed too, so that they can be tested.</param>
internal sealed class ZipWriter(HashedFile output, bool alwaysZip64 = false)
{
    /// <summary>Bytes of the longest extra fields beside which zip64's own three values fit.</summary>
    private const int LongestExtra = ushort.MaxValue - 28;

    private readonly List<ZipCentralEntry> entries = [];

    /// <summary>Copies a member's compressed bytes as they are, under a name that may be new.</summary>
    public async Task CopyAsync(ZipInput input, WheelMember member, string name)
    {
        var header = ZipLocalHeader.Read(input, member);
        var entry = Prepare(member.Entry, name);
        await WriteHeaderAsync(input, entry, header.Extra);
        var (offset, end) = (header.DataOffset, header.DataOffset + entry.CompressedSize);
        while (offset < end)
        {
            var count = (int)Math.Min(end - offset, output.Free.Length);
            input.Read(offset, output.Free.Span[..count], member.Name);
            await output.AdvanceAsync(count);
            offset += count;
        }
    }

    /// <summary>Adds a member with new bytes; method, mode, time and extra fields are the old member's.</summary>
    public async Task AddAsync(ZipInput input, WheelMember member, string name, ReadOnlyMemory<byte> content)
    {
        var header = ZipLocalHeader.Read(input, member);
        var bytes = member.IsDeflated ? Deflate(content.Span) : content;
        var entry = Prepare(member.Entry, name) with
        {
            Crc32 = Crc32.HashToUInt32(content.Span),
            CompressedSize = bytes.Length,
            Size = content.Length,
        };
        await WriteHeaderAsync(input, entry, header.Extra);
        await output.WriteAsync(bytes);
    }

    /// <summary>Writes the central directory and the end records.</summary>
    public async Task FinishAsync()
    {
        var start = output.Position;
        foreach (var entry in entries)
        {
            await output.WriteAsync(ZipHeaders.CentralEntry(entry, alwaysZip64));
        }

        var end = new ZipEnd(start, output.Position - start, entries.Count);
        await output.WriteAsync(ZipHeaders.End(end, output.Position, alwaysZip64));
    }

    private ZipCentralEntry Prepare(ZipCentralEntry entry, string name)
    {
        var flags = entry.Flags & ~ZipFormat.DescriptorFlag;
        return entry with
        {
            Name = Encoding.UTF8.GetBytes(name),
            Flags = (ushort)(Ascii.IsValid(name) ? flags : flags | ZipFormat.Utf8Flag),
            LocalHeaderOffset = output.Position,
            Extra = ZipExtra.Without(entry.Extra, ZipFormat.Zip64ExtraId, ZipFormat.UnicodePathExtraId),
        };
    }

    private async Task WriteHeaderAsync(ZipInput input, ZipCentralEntry entry, ReadOnlyMemory<byte> localExtra)
    {
        var extra = ZipExtra.Without(localExtra, ZipFormat.UnicodePathExtraId);
        if (Math.Max(extra.Length, entry.Extra.Length) > LongestExtra)
        {
            throw input.Damaged("its extra fields leave no room for zip64's", Encoding.UTF8.GetString(entry.Name.Span));
        }

        entries.Add(entry);
        await output.WriteAsync(ZipHeaders.Local(entry, extra, alwaysZip64));
    }

    private static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return bytes.ToArray();
    }
}
