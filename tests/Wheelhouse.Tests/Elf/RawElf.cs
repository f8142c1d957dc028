using System.Buffers.Binary;
using System.Text;

namespace Wheelhouse.Tests.Elf;

/// <summary>Writes a small shared object, honest unless a property says otherwise; nothing could run it.</summary>
internal sealed class RawElf
{
    public const int X64 = 62;

    /// <summary>Where the file is loaded, so that addresses are no offsets.</summary>
    private const long Base = 0x10000;

    public bool Is64Bit { get; init; } = true;
    public bool IsLittleEndian { get; init; } = true;
    public int Machine { get; init; } = X64;
    public string? Soname { get; init; }
    public IReadOnlyList<string> Needed { get; init; } = [];
    public IReadOnlyList<(string Library, string[] Versions)> Versions { get; init; } = [];
    public bool IsWeak { get; init; }

    /// <summary>Bytes between the strings and the dynamic section, as code and data are.</summary>
    public byte[] Content { get; init; } = new byte[64];

    /// <summary>Whether strings and versions lie behind the dynamic section, as tools that edit them leave them.</summary>
    public bool StringsLast { get; init; }

    public bool HasDynamic { get; init; } = true;

    /// <summary>Changes entries of the dynamic section, which it is given with its tags and values.</summary>
    public Func<(long Tag, long Value), (long Tag, long Value)> Dynamic { get; init; } = entry => entry;

    /// <summary>Changes program headers: type, offset, address and size.</summary>
    public Func<
        (uint Type, long Offset, long Address, long Size),
        (uint Type, long Offset, long Address, long Size)
    > Segment { get; init; } = segment => segment;

    public long? SegmentsOffset { get; init; }
    public int? SegmentCount { get; init; }
    public int? SegmentSize { get; init; }
    public int? VersionCount { get; init; }
    public uint? NextVersion { get; init; }

    private int HeaderLength => Is64Bit ? 64 : 52;
    private int SegmentLength => Is64Bit ? 56 : 32;
    private int AddressSize => Is64Bit ? 8 : 4;

    public byte[] ToBytes()
    {
        List<byte> strings = [0];
        var places = new Dictionary<string, int>();
        var soname = Soname is null ? 0 : Place(Soname);
        var needed = Needed.Select(Place).ToList();
        var versions = VersionBytes(Place);
        var start = HeaderLength + (2 * SegmentLength);
        var tableLength = strings.Count + versions.Length;
        var entries = needed.Count + 5 + (Soname is null ? 0 : 1);
        var dynamicLength = HasDynamic ? entries * 2 * AddressSize : 0;
        var stringsAt = StringsLast ? start + Content.Length + dynamicLength : start;
        var dynamicAt = start + Content.Length + (StringsLast ? 0 : tableLength);
        var length = start + Content.Length + tableLength + dynamicLength;

        var bytes = new byte[length];
        WriteHeader(bytes);
        WriteSegment(bytes, HeaderLength, Segment((1, 0, Base, length)));
        WriteSegment(
            bytes,
            HeaderLength + SegmentLength,
            Segment((HasDynamic ? 2u : 4u, dynamicAt, Base + dynamicAt, dynamicLength))
        );
        strings.CopyTo(bytes, stringsAt);
        versions.CopyTo(bytes, stringsAt + strings.Count);
        Content.CopyTo(bytes, StringsLast ? start : start + tableLength);
        if (HasDynamic)
        {
            List<(long, long)> dynamic =
            [
                .. needed.Select(place => (1L, (long)place)),
                .. Soname is null ? (List<(long, long)>)[] : [(14, soname)],
                (5, Base + stringsAt),
                (10, strings.Count),
                (0x6ffffffe, Base + stringsAt + strings.Count),
                (0x6fffffff, VersionCount ?? Versions.Count),
                (0, 0),
            ];
            foreach (var (index, entry) in dynamic.Index())
            {
                var (tag, value) = Dynamic(entry);
                WriteAddress(bytes, dynamicAt + (index * 2 * AddressSize), tag);
                WriteAddress(bytes, dynamicAt + (index * 2 * AddressSize) + AddressSize, value);
            }
        }

        return bytes;

        int Place(string text)
        {
            if (!places.TryGetValue(text, out var place))
            {
                place = places[text] = strings.Count;
                strings.AddRange([.. Encoding.UTF8.GetBytes(text), 0]);
            }

            return place;
        }
    }

    private byte[] VersionBytes(Func<string, int> place)
    {
        var bytes = new byte[Versions.Sum(need => 16 + (16 * need.Versions.Length))];
        var at = 0;
        foreach (var (index, (library, names)) in Versions.Index())
        {
            var next = index == Versions.Count - 1 ? 0 : 16 + (16 * names.Length);
            WriteUInt16(bytes, at, 1);
            WriteUInt16(bytes, at + 2, names.Length);
            WriteUInt32(bytes, at + 4, (uint)place(library));
            WriteUInt32(bytes, at + 8, 16);
            WriteUInt32(bytes, at + 12, NextVersion ?? (uint)next);
            at += 16;
            foreach (var (number, name) in names.Index())
            {
                WriteUInt16(bytes, at + 4, IsWeak ? 2 : 0);
                WriteUInt32(bytes, at + 8, (uint)place(name));
                WriteUInt32(bytes, at + 12, number == names.Length - 1 ? 0 : 16u);
                at += 16;
            }
        }

        return bytes;
    }

    private void WriteHeader(byte[] bytes)
    {
        "\u007fELF"u8.CopyTo(bytes);
        bytes[4] = (byte)(Is64Bit ? 2 : 1);
        bytes[5] = (byte)(IsLittleEndian ? 1 : 2);
        bytes[6] = 1;
        WriteUInt16(bytes, 16, 3);
        WriteUInt16(bytes, 18, Machine);
        WriteUInt32(bytes, 20, 1);
        WriteAddress(bytes, 24 + AddressSize, SegmentsOffset ?? HeaderLength);
        var sizes = Is64Bit ? 54 : 42;
        WriteUInt16(bytes, sizes, SegmentSize ?? SegmentLength);
        WriteUInt16(bytes, sizes + 2, SegmentCount ?? 2);
    }

    private void WriteSegment(byte[] bytes, int at, (uint Type, long Offset, long Address, long Size) segment)
    {
        WriteUInt32(bytes, at, segment.Type);
        var first = Is64Bit ? 8 : 4;
        WriteAddress(bytes, at + first, segment.Offset);
        WriteAddress(bytes, at + first + AddressSize, segment.Address);
        WriteAddress(bytes, at + first + (3 * AddressSize), segment.Size);
    }

    private void WriteAddress(byte[] bytes, int at, long value)
    {
        if (!Is64Bit)
        {
            WriteUInt32(bytes, at, (uint)value);
        }
        else if (IsLittleEndian)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), value);
        }
    }

    private void WriteUInt32(byte[] bytes, int at, uint value)
    {
        if (IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), value);
        }
    }

    private void WriteUInt16(byte[] bytes, int at, int value)
    {
        if (IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
        }
    }
}
