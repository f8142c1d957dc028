using System.Text;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Writes archives byte by byte, so that each field can lie.</summary>
internal sealed class RawZip
{
    public byte[] Prefix { get; init; } = [];
    public byte[] Comment { get; init; } = [];
    public byte[] Suffix { get; init; } = [];
    public ushort? Count { get; init; }
    public uint? DirectoryOffset { get; init; }
    public uint? DirectorySize { get; init; }

    /// <summary>Bytes between the central directory and the end record, made from where the directory lies.</summary>
    public Func<(long Offset, long Size, long Count), byte[]> Zip64 { get; init; } = _ => [];

    public byte[] ToBytes(params IReadOnlyList<RawMember> members)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Prefix);
        var offsets = members.Select(member => WriteLocal(writer, member)).ToList();
        var start = bytes.Position;
        foreach (var (member, offset) in members.Zip(offsets))
        {
            WriteCentral(writer, member, offset);
        }

        var size = bytes.Position - start;
        writer.Write(Zip64((start, size, members.Count)));
        writer.Write(0x06054b50u);
        writer.Write(0u);
        writer.Write(Count ?? (ushort)members.Count);
        writer.Write(Count ?? (ushort)members.Count);
        writer.Write(DirectorySize ?? (uint)size);
        writer.Write(DirectoryOffset ?? (uint)start);
        writer.Write((ushort)Comment.Length);
        writer.Write(Comment);
        writer.Write(Suffix);
        return bytes.ToArray();
    }

    public static byte[] Zip64End(long offset, long size, long count, long recordOffset)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x06064b50u);
        writer.Write(44L);
        writer.Write((ushort)45);
        writer.Write((ushort)45);
        writer.Write(0L);
        writer.Write(count);
        writer.Write(count);
        writer.Write(size);
        writer.Write(offset);
        writer.Write(0x07064b50u);
        writer.Write(0u);
        writer.Write(recordOffset);
        writer.Write(1u);
        return bytes.ToArray();
    }

    private static uint WriteLocal(BinaryWriter writer, RawMember member)
    {
        var offset = (uint)writer.BaseStream.Position;
        var name = Encoding.UTF8.GetBytes(member.LocalName ?? member.Name);
        writer.Write(0x04034b50u);
        writer.Write((ushort)20);
        writer.Write(member.LocalFlags ?? member.Flags);
        writer.Write(member.LocalMethod ?? member.Method);
        writer.Write(member.Modified);
        writer.Write(member.LocalCrc ?? member.Crc ?? member.TrueCrc);
        writer.Write(member.LocalCompressedSize ?? member.CompressedSize ?? (uint)member.Compressed.Length);
        writer.Write(member.LocalSize ?? member.Size ?? (uint)member.Content.Length);
        writer.Write((ushort)(member.NameBytes ?? name).Length);
        writer.Write((ushort)member.LocalExtra.Length);
        writer.Write(member.NameBytes ?? name);
        writer.Write(member.LocalExtra);
        writer.Write(member.Compressed);
        writer.Write(member.Descriptor);
        return offset;
    }

    private static void WriteCentral(BinaryWriter writer, RawMember member, uint offset)
    {
        var name = member.NameBytes ?? Encoding.UTF8.GetBytes(member.Name);
        writer.Write(0x02014b50u);
        writer.Write(member.MadeBy);
        writer.Write((ushort)20);
        writer.Write(member.Flags);
        writer.Write(member.Method);
        writer.Write(member.Modified);
        writer.Write(member.Crc ?? member.TrueCrc);
        writer.Write(member.CompressedSize ?? (uint)member.Compressed.Length);
        writer.Write(member.Size ?? (uint)member.Content.Length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)member.CentralExtra.Length);
        writer.Write(0u);
        writer.Write((ushort)0);
        writer.Write((uint)member.UnixMode << 16);
        writer.Write(member.Offset ?? offset);
        writer.Write(name);
        writer.Write(member.CentralExtra);
    }
}
