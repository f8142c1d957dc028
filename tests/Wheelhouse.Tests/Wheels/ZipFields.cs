using System.Buffers.Binary;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Where the fields of a good archive lie, so that each can be made to lie, alone or in both places.</summary>
internal sealed class ZipFields
{
    private readonly List<(int Place, int Length)> fields = [];
    private readonly byte[] bytes;

    public ZipFields(byte[] bytes)
    {
        this.bytes = bytes;
        var at = 0;
        while (UInt32(at) == 0x04034b50)
        {
            Add(at, 4, 4, 2, 2, 2, 4, 4, 4, 4, 2, 2);
            AddRest(at + 30, UInt16(at + 26), UInt16(at + 28));
            var header = at + 30 + UInt16(at + 26) + UInt16(at + 28);
            var isLarge = UInt32(at + 18) == 0xffffffff;
            var size = isLarge ? (int)UInt32(at + 30 + UInt16(at + 26) + 12) : (int)UInt32(at + 18);
            at = header + size;
            if (UInt32(at) == 0x08074b50)
            {
                Add(at, 4, 4, 4, 4);
                at += 16;
            }
        }

        while (UInt32(at) == 0x02014b50)
        {
            Add(at, 4, 2, 2, 2, 2, 4, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4);
            AddRest(at + 46, UInt16(at + 28), UInt16(at + 30));
            at += 46 + UInt16(at + 28) + UInt16(at + 30);
        }

        if (UInt32(at) == 0x06064b50)
        {
            Add(at, 4, 8, 2, 2, 4, 4, 8, 8, 8, 8);
            Add(at + 56, 4, 4, 8, 4);
            at += 76;
        }

        Add(at, 4, 2, 2, 2, 2, 4, 4, 2);
    }

    /// <summary>A copy in which one to three fields have values that someone would try.</summary>
    public byte[] Mutate(Random random)
    {
        var mutated = (byte[])bytes.Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var (place, length) = fields[random.Next(fields.Count)];
            var value = Read(place, length);
            Write(mutated, place, length, Another(value, random));
            if (random.Next(2) == 0)
            {
                // The same lie wherever the same value stands: in local header, central entry and zip64 field.
                var lie = Another(value, random);
                foreach (var (other, otherLength) in fields.Where(field => Read(field.Place, field.Length) == value))
                {
                    Write(mutated, other, otherLength, lie);
                }
            }
        }

        return mutated;
    }

    private ulong Another(ulong value, Random random)
    {
        var (other, otherLength) = fields[random.Next(fields.Count)];
        return random.Next(12) switch
        {
            0 => 0,
            1 => 1,
            2 => ulong.MaxValue,
            3 => ulong.MaxValue - 1,
            4 => value + 1,
            5 => value - 1,
            6 => value ^ (1ul << random.Next(64)),
            7 => (ulong)bytes.Length,
            8 => 1ul << random.Next(64),
            9 => value + (ulong)random.Next(200),
            10 => (ulong)random.NextInt64(),
            _ => Read(other, otherLength),
        };
    }

    private void Add(int place, params ReadOnlySpan<int> lengths)
    {
        foreach (var length in lengths)
        {
            fields.Add((place, length));
            place += length;
        }
    }

    private void AddRest(int place, int nameLength, int extraLength)
    {
        // The first, a middle and the last character of the name; then id, length and values of the extra fields.
        Add(place, 1);
        Add(place + (nameLength / 2), 1);
        Add(place + nameLength - 1, 1);
        for (var at = place + nameLength; at < place + nameLength + extraLength; )
        {
            Add(at, 2, 2);
            var length = UInt16(at + 2);
            for (var part = 0; part + 8 <= length; part += 8)
            {
                Add(at + 4 + part, 8);
            }

            at += 4 + length;
        }
    }

    private ulong Read(int place, int length)
    {
        Span<byte> value = stackalloc byte[8];
        value.Clear();
        bytes.AsSpan(place, length).CopyTo(value);
        return BinaryPrimitives.ReadUInt64LittleEndian(value);
    }

    private static void Write(byte[] mutated, int place, int length, ulong value)
    {
        Span<byte> text = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(text, value);
        text[..length].CopyTo(mutated.AsSpan(place));
    }

    private int UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
