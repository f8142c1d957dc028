using System.Buffers.Binary;
using System.Text;

namespace Wheelhouse.Tests.Wheels;

/// <summary>
/// Reads a small archive from its first byte to its last, apart from the code under test, and fails where local headers,
/// directory and end record disagree, or where a byte belongs to none of them.
/// </summary>
internal static class StrictZip
{
    public sealed record Member(
        string Name,
        uint Crc,
        byte[] Compressed,
        long Size,
        uint Modified,
        int Mode,
        ushort Method,
        ushort Flags
    );

    public static IReadOnlyList<Member> Read(byte[] bytes)
    {
        var locals =
            new List<(long Offset, string Name, uint Crc, byte[] Compressed, long Size, ushort Flags, ushort Method)>();
        var at = 0;
        while (UInt32(at) == 0x04034b50)
        {
            var (nameLength, extraLength) = (UInt16(at + 26), UInt16(at + 28));
            var name = Encoding.UTF8.GetString(bytes, at + 30, nameLength);
            var (size, compressed) = ((long)UInt32(at + 22), (long)UInt32(at + 18));
            if (size == 0xffffffff)
            {
                var zip64 = at + 30 + nameLength;
                Assert.That(UInt16(at + 4), Is.EqualTo(45));
                Assert.That((UInt16(zip64), UInt16(zip64 + 2)), Is.EqualTo((1, 16)));
                (size, compressed) = (Int64(zip64 + 4), Int64(zip64 + 12));
            }

            var data = at + 30 + nameLength + extraLength;
            locals.Add(
                (at, name, UInt32(at + 14), bytes[data..(data + (int)compressed)], size, UInt16(at + 6), UInt16(at + 8))
            );
            at = data + (int)compressed;
        }

        var directory = at;
        var members = new List<Member>();
        foreach (var local in locals)
        {
            Assert.That(UInt32(at), Is.EqualTo(0x02014b50), "an entry for each member, in their order");
            var (nameLength, extraLength) = (UInt16(at + 28), UInt16(at + 30));
            var rest = at + 46 + nameLength + 4;
            var size = Wide(at + 24, ref rest);
            var compressed = Wide(at + 20, ref rest);
            var offset = Wide(at + 42, ref rest);
            Assert.That(
                (
                    offset,
                    Encoding.UTF8.GetString(bytes, at + 46, nameLength),
                    UInt32(at + 16),
                    compressed,
                    size,
                    UInt16(at + 8),
                    UInt16(at + 10)
                ),
                Is.EqualTo(
                    (
                        local.Offset,
                        local.Name,
                        local.Crc,
                        local.Compressed.LongLength,
                        local.Size,
                        local.Flags,
                        local.Method
                    )
                )
            );
            Assert.That(local.Flags & 8, Is.Zero, "no data descriptors");
            members.Add(
                new Member(
                    local.Name,
                    local.Crc,
                    local.Compressed,
                    size,
                    UInt32(at + 12),
                    UInt16(at + 40),
                    local.Method,
                    local.Flags
                )
            );
            at += 46 + nameLength + extraLength + UInt16(at + 32);
        }

        var directorySize = at - directory;
        if (UInt32(at) == 0x06064b50)
        {
            Assert.That((Int64(at + 24), Int64(at + 32)), Is.EqualTo(((long)locals.Count, (long)locals.Count)));
            Assert.That((Int64(at + 40), Int64(at + 48)), Is.EqualTo(((long)directorySize, (long)directory)));
            Assert.That((UInt32(at + 56), Int64(at + 64)), Is.EqualTo((0x07064b50u, (long)at)));
            at += 76;
        }

        Assert.That(UInt32(at), Is.EqualTo(0x06054b50));
        Assert.That(UInt16(at + 10), Is.EqualTo(Math.Min(locals.Count, 0xffff)));
        Assert.That((UInt32(at + 12), UInt32(at + 16)), Is.EqualTo(((uint)directorySize, (uint)directory)));
        Assert.That(at + 22, Is.EqualTo(bytes.Length), "nothing after the end record");
        return members;

        ushort UInt16(int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(place));
        uint UInt32(int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));
        long Int64(int place) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(place));
        long Wide(int place, ref int zip64)
        {
            if (UInt32(place) != 0xffffffff)
            {
                return UInt32(place);
            }

            zip64 += 8;
            return Int64(zip64 - 8);
        }
    }
}
