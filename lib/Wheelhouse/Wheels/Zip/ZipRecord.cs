using System.Buffers.Binary;

namespace Wheelhouse.Wheels.Zip;

/// <summary>The bytes of one record, read by the places the standard gives its fields.</summary>
internal readonly ref struct ZipRecord(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Length => bytes.Length;

    public uint Signature => bytes.Length < sizeof(uint) ? 0 : UInt32(0);

    public ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    public uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>A 64-bit field. No honest one exceeds <see cref="long.MaxValue"/>, so larger ones are read as that.</summary>
    public long Int64(int at) => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]), long.MaxValue);
}
