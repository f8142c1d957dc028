using System.Globalization;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Changes some bytes of good files, the same ones for the same seed.</summary>
internal static class Mutation
{
    private const string CountVariable = "WHEELHOUSE_MUTATIONS";
    private const int UsualCount = 400;

    /// <summary>How many files each test of mutations changes.</summary>
    public static int Count { get; } =
        Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualCount;

    /// <summary>A copy with some bytes changed, left out, repeated or cut off.</summary>
    /// <param name="good">The good file.</param>
    /// <param name="random">Where the changes come from.</param>
    /// <param name="tail">How many bytes at the end most changes are made in.</param>
    public static byte[] Of(byte[] good, Random random, int tail)
    {
        var bytes = (byte[])good.Clone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at =
                random.Next(3) == 0
                    ? random.Next(bytes.Length)
                    : bytes.Length - 1 - random.Next(Math.Min(tail, bytes.Length));
            bytes[at] = random.Next(4) switch
            {
                0 => 0,
                1 => 0xff,
                2 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => (byte)random.Next(256),
            };
        }

        var (from, length) = (random.Next(bytes.Length), random.Next(40));
        return random.Next(8) switch
        {
            0 => bytes[..from],
            1 => [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + length)..]],
            2 => [.. bytes[..from], .. bytes[..Math.Min(bytes.Length, length)], .. bytes[from..]],
            _ => bytes,
        };
    }
}
