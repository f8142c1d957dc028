using System.Numerics;

namespace Wheelhouse.Inspection.Zstd;

/// <summary>A decoding table of the prefix code that literals are written in (RFC 8878, 4.2).</summary>
internal sealed class HuffmanTable
{
    private const int MostBits = 11;
    private const int MostWeightLog = 6;
    private const int MostSymbols = 256;

    private readonly byte[] symbols;
    private readonly byte[] lengths;
    private readonly int log;

    private HuffmanTable(ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight > 0 ? 1 << (weight - 1) : 0;
        }

        log = sum > 0 ? int.Log2(sum) + 1 : MostBits + 1;
        var rest = (1 << log) - sum;
        if (log > MostBits || !BitOperations.IsPow2(rest))
        {
            throw new InvalidDataException("a prefix code is not whole");
        }

        // The last symbol's weight is left out: it is what completes the code.
        byte[] all = [.. weights, (byte)(int.Log2(rest) + 1)];
        (symbols, lengths) = (new byte[1 << log], new byte[1 << log]);
        var place = 0;
        for (var weight = 1; weight <= log; weight++)
        {
            for (var symbol = 0; symbol < all.Length; symbol++)
            {
                if (all[symbol] == weight)
                {
                    var count = 1 << (weight - 1);
                    symbols.AsSpan(place, count).Fill((byte)symbol);
                    lengths.AsSpan(place, count).Fill((byte)(log + 1 - weight));
                    place += count;
                }
            }
        }
    }

    /// <summary>Reads the weights of a code, and takes their bytes off the front.</summary>
    public static HuffmanTable Read(ref ReadOnlySpan<byte> bytes)
    {
        var header = bytes[0];
        var length = header < 128 ? header : (header - 126) / 2;
        var content = bytes.Slice(1, length);
        bytes = bytes[(1 + length)..];
        if (header < 128)
        {
            return new HuffmanTable(ReadWeights(content));
        }

        var weights = new byte[header - 127];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (byte)(i % 2 == 0 ? content[i / 2] >> 4 : content[i / 2] & 15);
        }

        return weights.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)MostBits)
            ? throw new InvalidDataException("a prefix code is too long")
            : new HuffmanTable(weights);
    }

    /// <summary>Fills a span with the symbols of one stream.</summary>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> output)
    {
        var bits = new BackwardBits(stream);
        for (var i = 0; i < output.Length; i++)
        {
            var code = bits.Peek(log);
            output[i] = symbols[code];
            bits.Skip(lengths[code]);
        }

        if (bits.Left != 0)
        {
            throw new InvalidDataException("a stream of literals does not end with its last symbol");
        }
    }

    /// <summary>Weights are written by two states that take turns, until one asks for more bits than there are.</summary>
    private static byte[] ReadWeights(ReadOnlySpan<byte> content)
    {
        var table = FseTable.Read(ref content, MostWeightLog, MostBits + 1);
        var bits = new BackwardBits(content);
        var (state, other) = (bits.Take(table.Log), bits.Take(table.Log));
        var weights = new List<byte>();
        while (true)
        {
            weights.Add(table.Symbol(state));
            state = table.Next(state, ref bits);
            if (bits.Left < 0)
            {
                weights.Add(table.Symbol(other));
                return [.. weights];
            }

            if (weights.Count >= MostSymbols - 1)
            {
                throw new InvalidDataException("a prefix code has too many symbols");
            }

            (state, other) = (other, state);
        }
    }
}
