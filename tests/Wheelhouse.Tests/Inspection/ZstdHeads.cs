using System.Diagnostics;
using System.Text;
using Wheelhouse.Inspection.Zstd;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Inspection;

public sealed class ZstdHeads
{
    private const int Seed = 8878;

    /// <summary>"hello hello hello hello hello hello" as zstd 1.5.4 writes it.</summary>
    private static readonly byte[] hello = Convert.FromBase64String("KLUv/QRYZQAAMGhlbGxvIAEAuUsRK+Fo5w==");

    [Test]
    public void Plain_and_repeated_blocks_are_read() =>
        Assert.That(
            // A frame of a window, a raw block of three bytes, and a last block of five times one byte.
            Read([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0x18, 0, 0, .. "abc"u8, 0x2b, 0, 0, (byte)'d'], 100),
            Is.EqualTo("abcddddd")
        );

    [Test]
    public void Compressed_blocks_are_read() =>
        Assert.That(Read(hello, 100), Is.EqualTo(string.Join(' ', Enumerable.Repeat("hello", 6))));

    [Test]
    public void A_frame_cut_off_gives_what_is_there_or_an_error()
    {
        for (var length = 0; length < hello.Length; length++)
        {
            Answer(hello[..length]);
        }
    }

    [Test, CancelAfter(600_000)]
    public void A_mutated_frame_gives_bytes_or_an_error()
    {
        var random = new Random(Seed);
        List<byte[]> seeds = [hello];
        if (TryCompress(Text(random, 20_000), 19) is { } large)
        {
            seeds.Add(large);
        }

        for (var i = 0; i < Mutation.Count; i++)
        {
            Answer(Mutation.Of(seeds[random.Next(seeds.Count)], random, tail: 1 << 20));
        }
    }

    [Test]
    public void Heads_are_those_that_zstd_compressed()
    {
        var random = new Random(Seed);
        int[] levels = [1, 3, 9, 19];
        for (var i = 0; i < 60; i++)
        {
            var content = i % 3 == 0 ? Noise(random, 40_000) : Text(random, 1 << random.Next(4, 19));
            var frame = TryCompress(content, levels[i % levels.Length]);
            if (frame is null)
            {
                Assert.Ignore("there is no zstd on the path (Debian: zstd)");
            }

            // Blocks after the first build on its tables.
            var wanted = i % 2 == 0 ? 16 << 10 : content.Length;
            var head = ZstdHead.Read(frame, wanted);
            Assert.That(head, Has.Length.GreaterThanOrEqualTo(Math.Min(content.Length, wanted)));
            Assert.That(head.AsSpan().SequenceEqual(content.AsSpan(0, head.Length)), $"content {i} of seed {Seed}");
        }
    }

    private static string Read(byte[] frame, int wanted) => Encoding.ASCII.GetString(ZstdHead.Read(frame, wanted));

    private static void Answer(byte[] frame)
    {
        try
        {
            Assert.That(ZstdHead.Read(frame, 100), Has.Length.LessThanOrEqualTo(100 + ZstdHead.LargestBlock));
        }
        catch (InvalidDataException)
        {
            // The usual outcome; anything else fails the test.
        }
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Words that come back, near and far, between bytes of every kind: what code and tables look like.</summary>
    private static byte[] Text(Random random, int length)
    {
        var words = Enumerable.Range(0, 200).Select(_ => Noise(random, random.Next(1, 30))).ToList();
        var bytes = new List<byte>(length + 100);
        while (bytes.Count < length)
        {
            bytes.AddRange(
                random.Next(20) switch
                {
                    0 => new byte[random.Next(300)],
                    1 => Encoding.ASCII.GetBytes("hipv4-amdgcn-amd-amdhsa--gfx" + random.Next(2000)),
                    2 => Noise(random, random.Next(40)),
                    _ => words[Math.Min(random.Next(200), random.Next(200))],
                }
            );
        }

        return [.. bytes];
    }

    private static byte[]? TryCompress(byte[] content, int level)
    {
        var start = new ProcessStartInfo("zstd", [$"-{level}", "--stdout", "--quiet"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var writing = Task.Run(() =>
            {
                process.StandardInput.BaseStream.Write(content);
                process.StandardInput.Close();
            });
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            writing.Wait();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero);
            return output.ToArray();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
