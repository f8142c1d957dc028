using System.Buffers.Binary;

namespace Wheelhouse.Elf;

/// <summary>How the numbers of one object are written.</summary>
internal readonly record struct ElfFields(bool Is64Bit, bool IsLittleEndian)
{
    public int AddressSize => Is64Bit ? sizeof(ulong) : sizeof(uint);

    public ushort UInt16(ReadOnlySpan<byte> bytes, int at) =>
        IsLittleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    public uint UInt32(ReadOnlySpan<byte> bytes, int at) =>
        IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    /// <summary>An address, offset or size. No file is as large as the greatest one given, and sums of some do not overflow.</summary>
    public long Address(ReadOnlySpan<byte> bytes, int at)
    {
        if (!Is64Bit)
        {
            return UInt32(bytes, at);
        }

        var value = IsLittleEndian
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]);
        return (long)Math.Min(value, long.MaxValue / 8);
    }
}
