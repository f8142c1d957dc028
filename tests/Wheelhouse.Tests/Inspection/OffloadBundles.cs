using System.IO.Compression;
using System.Text;
using Wheelhouse.Inspection;

namespace Wheelhouse.Tests.Inspection;

public sealed class OffloadBundles
{
    private const string Host = "host-x86_64-unknown-linux-gnu-";

    /// <summary>A bundle for a host and five targets, padded and with some code, as zstd 1.5.4 compresses it.</summary>
    private static readonly byte[] zstd = Convert.FromBase64String(
        "KLUv/QBoHQUAAggeHXDbAfz//38TJm1G5b6VfK2/blcmFFa7+7A+3mEy4Id6GdFJl7VGkGLLeoFyohA6f+nxDj+G54EnV9eHawcO"
            + "xX++jt0Tv5O/4qbkUeRvu/hw20nz+4v2srevMJtp4GdXdMxDEAsZ2LvCqIyTNhVpmGVp+8oibNo7ECAQpxZuiU8lgWafYD9L8ioT"
            + "6CdN8qZI/GIgy/MyZJLArUZ7CLMyBg=="
    );

    [Test]
    public void Targets_are_listed_with_their_features() =>
        Assert.That(
            Scan(Bundle(Host, Hip("gfx942"), Hip("gfx90a:sramecc+:xnack-"), "hip-amdgcn-amd-amdhsa--gfx906")).Targets,
            Is.EquivalentTo(new[] { "gfx942", "gfx90a:sramecc+:xnack-", "gfx906" })
        );

    [Test]
    public void Bundles_are_found_wherever_they_lie_and_however_their_bytes_come()
    {
        var random = new Random(11);
        var noise = new byte[300_000];
        random.NextBytes(noise);
        byte[] bytes = [.. noise, .. Bundle(Hip("gfx1100")), .. noise[..100], .. Bundle(Hip("gfx1201")), .. noise];
        foreach (var size in new[] { 1, 7, 1000, 100_000, bytes.Length })
        {
            for (var skip = 0; skip < (size < 1000 ? 1 : 60); skip++)
            {
                var scanner = new OffloadBundleScanner();
                foreach (var chunk in bytes[(skip * 499)..].Chunk(size))
                {
                    scanner.Append(chunk);
                }

                scanner.Finish();
                Assert.That(scanner.Targets, Is.EquivalentTo(new[] { "gfx1100", "gfx1201" }));
            }
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Bundles_deflated_are_read(int version)
    {
        var scanner = Scan([.. Compressed(version, 0, Deflate(Bundle(Host, Hip("gfx950")))), 1, 2, 3]);
        Assert.That((scanner.Targets.Single(), scanner.Unread), Is.EqualTo(("gfx950", 0)));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Bundles_compressed_by_zstd_are_read(int version)
    {
        var scanner = Scan([
            1,
            2,
            3,
            .. Compressed(version, 1, zstd),
            .. new byte[5000],
            .. Compressed(version, 1, zstd),
        ]);
        Assert.That(
            scanner.Targets,
            Is.EquivalentTo(new[] { "gfx90a:sramecc+:xnack-", "gfx942", "gfx950", "gfx1100", "gfx1201" })
        );
        Assert.That(scanner.Unread, Is.Zero);
    }

    [Test]
    public void Large_bundles_deflated_are_read_by_their_heads()
    {
        var code = new byte[1 << 20];
        new Random(12).NextBytes(code);
        var scanner = Scan(Compressed(2, 0, Deflate([.. Bundle(Hip("gfx950")), .. code])));
        Assert.That((scanner.Targets.Single(), scanner.Unread), Is.EqualTo(("gfx950", 0)));
    }

    [Test]
    public void Bundles_that_cannot_be_read_are_counted()
    {
        var scanner = Scan([
            .. Compressed(2, 1, [0x28, 0xb5, 0x2f, 0xfd]),
            .. Compressed(3, 1, new byte[40]),
            .. Compressed(2, 0, "no deflate stream"u8.ToArray()),
        ]);
        Assert.That((scanner.Targets.Count, scanner.Unread), Is.EqualTo((0, 3)));
    }

    [Test]
    public void Texts_like_the_magic_are_no_bundles()
    {
        var scanner = Scan([
            .. "__CLANG_OFFLOAD_BUNDLE__ in a message, CCOB too"u8,
            .. Bundle(),
            .. Bundle("HIP-CAPITAL--gfx1"),
            .. Bundle(new string('a', 300)),
            .. Bundle([.. Enumerable.Repeat("hip--gfx1", 200)]),
            .. Bundle("hip--gfx1")[..40],
        ]);
        Assert.That((scanner.Targets.Count, scanner.Unread), Is.EqualTo((0, 0)));
    }

    [Test, CancelAfter(60_000)]
    public void Endless_magics_take_no_endless_time_or_room()
    {
        var patterns = new[]
        {
            "__CLANG_OFFLOAD_BUNDLE__"u8.ToArray(),
            "CCOB"u8.ToArray(),
            Compressed(2, 0, Deflate(new byte[16 << 10])),
            Compressed(2, 1, zstd),
            Compressed(2, 1, [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0x03, 0, 16, 0]),
            Bundle([.. Enumerable.Range(0, 100).Select(number => Hip($"gfx{number}"))]),
            Bundle([.. Enumerable.Repeat(new string('a', 250), 127), "A"]),
        };
        foreach (var pattern in patterns)
        {
            var scanner = new OffloadBundleScanner();
            var chunk = Enumerable.Repeat(pattern, Math.Max(1, 100_000 / pattern.Length)).SelectMany(b => b).ToArray();
            for (var sent = 0; sent < 20 << 20; sent += chunk.Length)
            {
                scanner.Append(chunk);
            }

            scanner.Finish();
            Assert.That(scanner.Targets, Has.Count.LessThanOrEqualTo(256));
        }
    }

    private static OffloadBundleScanner Scan(byte[] bytes)
    {
        var scanner = new OffloadBundleScanner();
        scanner.Append(bytes);
        scanner.Finish();
        return scanner;
    }

    private static string Hip(string target) => $"hipv4-amdgcn-amd-amdhsa--{target}";

    /// <summary>A bundle's table as clang-offload-bundler writes it; the code objects are left out.</summary>
    internal static byte[] Bundle(params string[] ids)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("__CLANG_OFFLOAD_BUNDLE__"u8);
        writer.Write((long)ids.Length);
        foreach (var id in ids)
        {
            writer.Write(4096L);
            writer.Write(0L);
            writer.Write((long)id.Length);
            writer.Write(Encoding.ASCII.GetBytes(id));
        }

        return bytes.ToArray();
    }

    private static byte[] Compressed(int version, int method, byte[] payload)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("CCOB"u8);
        writer.Write((ushort)version);
        writer.Write((ushort)method);
        foreach (var size in new long[] { payload.Length + 24, 4096 }.Skip(version == 1 ? 1 : 0))
        {
            writer.Write((uint)size);
            writer.Write(version == 3 ? new byte[4] : []);
        }

        writer.Write(0x0123456789abcdefL);
        writer.Write(payload);
        return bytes.ToArray();
    }

    private static byte[] Deflate(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var stream = new ZLibStream(bytes, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }
}
