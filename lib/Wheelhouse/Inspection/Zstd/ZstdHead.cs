using System.Buffers.Binary;

namespace Wheelhouse.Inspection.Zstd;

/// <summary>
/// Decompresses the first blocks of a zstd frame, which is all that a table at its head needs; see
/// <see href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</see>. The runtime has no zstd of its own.
/// </summary>
internal sealed class ZstdHead
{
    /// <summary>Bytes of the largest block, compressed or not.</summary>
    public const int LargestBlock = 128 << 10;

    private const uint Magic = 0xfd2fb528;

    private static readonly FseTable lengthsOfLiterals = FseTable.Of(
        [
            4,
            3,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            1,
            1,
            1,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            2,
            3,
            2,
            1,
            1,
            1,
            1,
            1,
            -1,
            -1,
            -1,
            -1,
        ],
        6
    );

    private static readonly FseTable lengthsOfMatches = FseTable.Of(
        [
            .. (short[])[1, 4, 3, 2, 2, 2, 2, 2, 2],
            .. Enumerable.Repeat((short)1, 37),
            .. Enumerable.Repeat((short)-1, 7),
        ],
        6
    );

    private static readonly FseTable offsets = FseTable.Of(
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
        5
    );

    private static readonly byte[] bitsOfLiterals = [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static readonly byte[] bitsOfMatches =
    [
        1,
        1,
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
        5,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
    ];

    private readonly byte[] output;
    private readonly int[] recent = [1, 4, 8];
    private int filled;
    private HuffmanTable? code;
    private FseTable? literalTable;
    private FseTable? matchTable;
    private FseTable? offsetTable;

    private ZstdHead(int wanted) => output = new byte[wanted + LargestBlock];

    /// <summary>Decompresses blocks until enough is there or the bytes at hand hold no further whole block.</summary>
    /// <param name="bytes">The frame, or its beginning.</param>
    /// <param name="wanted">Bytes that are enough; there may be more.</param>
    /// <exception cref="InvalidDataException">It is no such frame.</exception>
    public static byte[] Read(ReadOnlySpan<byte> bytes, int wanted)
    {
        try
        {
            var head = new ZstdHead(wanted);
            head.ReadBlocks(SkipHeader(bytes), wanted);
            return head.output[..head.filled];
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // Spans and arrays hold every bound; what reaches over one was written wrongly.
            throw new InvalidDataException("a block reaches beyond its bytes", error);
        }
    }

    private static ReadOnlySpan<byte> SkipHeader(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            throw new InvalidDataException("it does not begin as a zstd frame");
        }

        var descriptor = bytes[4];
        var isSingle = (descriptor & 0x20) != 0;
        var size = (descriptor >> 6) switch
        {
            0 => isSingle ? 1 : 0,
            1 => 2,
            2 => 4,
            _ => 8,
        };
        var dictionary = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        return dictionary == 0
            ? bytes[(5 + (isSingle ? 0 : 1) + size)..]
            : throw new InvalidDataException("it needs a dictionary");
    }

    private void ReadBlocks(ReadOnlySpan<byte> bytes, int wanted)
    {
        var isLast = false;
        while (!isLast && filled < wanted && bytes.Length >= 3)
        {
            var header = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
            var (type, size) = ((header >> 1) & 3, header >> 3);
            isLast = (header & 1) != 0;
            var length = type == 1 ? 1 : size;
            if (size > LargestBlock || type == 3)
            {
                throw new InvalidDataException("a block is none of a zstd frame");
            }

            if (bytes.Length < 3 + length)
            {
                return;
            }

            var content = bytes.Slice(3, length);
            bytes = bytes[(3 + length)..];
            if (type == 2)
            {
                ReadCompressed(content);
            }
            else if (type == 1)
            {
                output.AsSpan(filled, size).Fill(content[0]);
                filled += size;
            }
            else
            {
                Append(content);
            }
        }
    }

    private void ReadCompressed(ReadOnlySpan<byte> block)
    {
        var literals = ReadLiterals(ref block).AsSpan();
        var count = ReadCount(ref block);
        if (count > 0)
        {
            var modes = block[0];
            block = block[1..];
            literalTable = ReadTable(ref block, modes >> 6, literalTable, lengthsOfLiterals, 9, 36);
            offsetTable = ReadTable(ref block, (modes >> 4) & 3, offsetTable, offsets, 8, 32);
            matchTable = ReadTable(ref block, (modes >> 2) & 3, matchTable, lengthsOfMatches, 9, 53);
            ReadSequences(block, count, literals, literalTable, offsetTable, matchTable, out var used);
            literals = literals[used..];
        }

        Append(literals);
    }

    private byte[] ReadLiterals(ref ReadOnlySpan<byte> block)
    {
        var (type, format) = (block[0] & 3, (block[0] >> 2) & 3);
        if (type < 2)
        {
            var header =
                format is 0 or 2 ? 1
                : format == 1 ? 2
                : 3;
            var plainSize = (int)(Number(block, header) >> (header == 1 ? 3 : 4));
            var length = type == 0 ? Checked(plainSize) : 1;
            var content = block.Slice(header, length);
            block = block[(header + length)..];
            var plain = new byte[Checked(plainSize)];
            if (type == 0)
            {
                content.CopyTo(plain);
            }
            else
            {
                plain.AsSpan().Fill(content[0]);
            }

            return plain;
        }

        var width =
            format is 0 or 1 ? 10
            : format == 2 ? 14
            : 18;
        var headerLength =
            format is 0 or 1 ? 3
            : format == 2 ? 4
            : 5;
        var sizes = Number(block, headerLength) >> 4;
        var size = Checked((int)(sizes & ((1L << width) - 1)));
        var compressed = block.Slice(headerLength, (int)(sizes >> width));
        block = block[(headerLength + compressed.Length)..];
        if (type == 2)
        {
            code = HuffmanTable.Read(ref compressed);
        }

        return Decode(compressed, size, format == 0 ? 1 : 4);
    }

    private byte[] Decode(ReadOnlySpan<byte> compressed, int size, int streams)
    {
        var table = code ?? throw new InvalidDataException("literals repeat a code that was not given");
        var literals = new byte[size];
        var rest = literals.AsSpan();
        var sizes = compressed;
        compressed = streams == 1 ? compressed : compressed[6..];
        for (var stream = 0; stream < streams - 1; stream++)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(sizes[(2 * stream)..]);
            table.Decode(compressed[..length], rest[..((size + 3) / 4)]);
            compressed = compressed[length..];
            rest = rest[((size + 3) / 4)..];
        }

        table.Decode(compressed, rest);
        return literals;
    }

    private static int ReadCount(ref ReadOnlySpan<byte> block)
    {
        var (count, length) = block[0] switch
        {
            < 128 => ((int)block[0], 1),
            < 255 => (((block[0] - 128) << 8) + block[1], 2),
            _ => (block[1] + (block[2] << 8) + 0x7f00, 3),
        };
        block = block[length..];
        return count;
    }

    private static FseTable ReadTable(
        ref ReadOnlySpan<byte> block,
        int mode,
        FseTable? last,
        FseTable usual,
        int mostLog,
        int mostSymbols
    )
    {
        switch (mode)
        {
            case 0:
                return usual;
            case 1:
                var symbol = block[0];
                block = block[1..];
                return symbol < mostSymbols
                    ? FseTable.Single(symbol)
                    : throw new InvalidDataException("a code of a sequence is none");
            case 2:
                return FseTable.Read(ref block, mostLog, mostSymbols);
            default:
                return last ?? throw new InvalidDataException("sequences repeat a table that was not given");
        }
    }

    private void ReadSequences(
        ReadOnlySpan<byte> stream,
        int count,
        ReadOnlySpan<byte> literals,
        FseTable literalLengths,
        FseTable matchOffsets,
        FseTable matchLengths,
        out int used
    )
    {
        used = 0;
        var bits = new BackwardBits(stream);
        var literal = bits.Take(literalLengths.Log);
        var offset = bits.Take(matchOffsets.Log);
        var match = bits.Take(matchLengths.Log);
        for (; count > 0; count--)
        {
            var width = matchOffsets.Symbol(offset);
            if (width > 24)
            {
                throw new InvalidDataException("a match lies before what was read");
            }

            var distance = (1 << width) + bits.Take(width);
            var matched = Length(matchLengths.Symbol(match), 32, 3, bitsOfMatches, ref bits);
            var taken = Length(literalLengths.Symbol(literal), 16, 0, bitsOfLiterals, ref bits);
            Append(literals.Slice(used, taken));
            used += taken;
            CopyMatch(Distance(distance, taken == 0), matched);
            if (count > 1)
            {
                literal = literalLengths.Next(literal, ref bits);
                match = matchLengths.Next(match, ref bits);
                offset = matchOffsets.Next(offset, ref bits);
            }
        }

        if (bits.Left != 0)
        {
            throw new InvalidDataException("sequences do not end with the last of them");
        }
    }

    /// <summary>Small codes are lengths; above, each has a range of its own, and so many bits say where in it.</summary>
    private static int Length(int code, int plain, int least, byte[] widths, ref BackwardBits bits)
    {
        if (code < plain)
        {
            return code + least;
        }

        var start = plain + least;
        for (var i = 0; i < code - plain; i++)
        {
            start += 1 << widths[i];
        }

        return start + bits.Take(widths[code - plain]);
    }

    /// <summary>The three smallest values stand for distances used before.</summary>
    private int Distance(int value, bool isShifted)
    {
        var index = value > 3 ? 3 : value - 1 + (isShifted ? 1 : 0);
        var distance =
            value > 3 ? value - 3
            : index == 3 ? recent[0] - 1
            : recent[index];
        if (index > 1)
        {
            recent[2] = recent[1];
        }

        if (index > 0)
        {
            (recent[1], recent[0]) = (recent[0], distance);
        }

        return distance;
    }

    private void CopyMatch(int distance, int length)
    {
        if (distance <= 0 || distance > filled)
        {
            throw new InvalidDataException("a match lies before what was read");
        }

        // Byte by byte: a match may overlap what it makes.
        for (var target = output.AsSpan(filled, length); length > 0; length--)
        {
            target[^length] = output[filled - distance];
            filled++;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.AsSpan(filled, bytes.Length));
        filled += bytes.Length;
    }

    private static long Number(ReadOnlySpan<byte> bytes, int length)
    {
        var value = 0L;
        for (var i = 0; i < length; i++)
        {
            value |= (long)bytes[i] << (8 * i);
        }

        return value;
    }

    private static int Checked(int size) =>
        size <= LargestBlock ? size : throw new InvalidDataException("a block has too many literals");
}
