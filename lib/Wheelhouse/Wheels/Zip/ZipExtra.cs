using System.Buffers.Binary;

namespace Wheelhouse.Wheels.Zip;

/// <summary>The extra fields of a header: id, length and bytes, one after the other.</summary>
internal static class ZipExtra
{
    private const int FieldHeaderLength = 4;

    /// <summary>Checks that the fields fill the area exactly, and finds the one of an id.</summary>
    /// <returns>False when a field runs over the end, or the id comes twice.</returns>
    public static bool TryFind(ReadOnlyMemory<byte> extra, ushort id, out ReadOnlyMemory<byte>? field)
    {
        field = null;
        while (!extra.IsEmpty)
        {
            if (!TryTake(ref extra, out var found, out var bytes) || (found == id && field is not null))
            {
                return false;
            }

            field = found == id ? bytes : field;
        }

        return true;
    }

    /// <summary>The area without the fields of the given ids; its fields must have been checked.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> extra, params ReadOnlySpan<ushort> ids)
    {
        var kept = new List<byte>(extra.Length);
        while (!extra.IsEmpty)
        {
            var start = extra;
            if (!TryTake(ref extra, out var id, out var bytes))
            {
                break;
            }

            if (!ids.Contains(id))
            {
                kept.AddRange(start.Span[..(FieldHeaderLength + bytes.Length)]);
            }
        }

        return kept.ToArray();
    }

    /// <summary>A zip64 field that holds the given values in the order the standard sets.</summary>
    public static byte[] Zip64(params ReadOnlySpan<long> values)
    {
        var field = new byte[FieldHeaderLength + (values.Length * sizeof(long))];
        BinaryPrimitives.WriteUInt16LittleEndian(field, ZipFormat.Zip64ExtraId);
        BinaryPrimitives.WriteUInt16LittleEndian(field.AsSpan(2), (ushort)(values.Length * sizeof(long)));
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(FieldHeaderLength + (i * sizeof(long))), values[i]);
        }

        return field;
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> extra, out ushort id, out ReadOnlyMemory<byte> bytes)
    {
        (id, bytes) = (0, default);
        if (extra.Length < FieldHeaderLength)
        {
            return false;
        }

        id = BinaryPrimitives.ReadUInt16LittleEndian(extra.Span);
        var end = FieldHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(extra.Span[2..]);
        if (end > extra.Length)
        {
            return false;
        }

        bytes = extra[FieldHeaderLength..end];
        extra = extra[end..];
        return true;
    }
}
