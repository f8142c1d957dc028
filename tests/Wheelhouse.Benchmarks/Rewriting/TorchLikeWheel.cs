using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Benchmarks.Rewriting;

/// <summary>
/// Makes a wheel shaped as torch's: one library with most of the bytes, a few smaller ones, thousands of headers; RECORD is
/// right, so that other tools accept it.
/// </summary>
/// <param name="largest">Bytes of the largest library, before compression.</param>
/// <param name="libraries">How many smaller libraries of 16 MiB.</param>
/// <param name="headers">How many headers of 4 KiB.</param>
/// <param name="isDeflated">Whether libraries are compressed, to about two thirds, or stored.</param>
internal sealed class TorchLikeWheel(long largest, int libraries, int headers, bool isDeflated)
{
    private const string Version = "2.9.0a0+git1c57644";
    private const string DistInfo = $"torch-{Version}.dist-info/";
    private const int Seed = 20260101;

    private readonly StringBuilder record = new();
    private readonly byte[] block = Block();

    /// <summary>Writes the wheel.</summary>
    /// <returns>Its path.</returns>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, $"torch-{Version}-cp312-cp312-linux_x86_64.whl");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var level = isDeflated ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
        Add(archive, "torch/lib/libtorch_hip.so", largest, level);
        for (var i = 0; i < libraries; i++)
        {
            Add(archive, Invariant($"torch/lib/libpart{i}.so"), 16 << 20, level);
        }

        for (var i = 0; i < headers; i++)
        {
            Add(archive, Invariant($"torch/include/part{i % 100}/header{i}.h"), 4096, CompressionLevel.Fastest);
        }

        Add(archive, DistInfo + "METADATA", $"Metadata-Version: 2.4\nName: torch\nVersion: {Version}\n\nTensors.\n");
        Add(
            archive,
            DistInfo + "WHEEL",
            "Wheel-Version: 1.0\nGenerator: benchmark\nRoot-Is-Purelib: false\nTag: cp312-cp312-linux_x86_64\n"
        );
        record.Append(DistInfo).Append("RECORD,,\n");
        Write(archive.CreateEntry(DistInfo + "RECORD"), Encoding.UTF8.GetBytes(record.ToString()));
        return path;
    }

    private void Add(ZipArchive archive, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(archive.CreateEntry(name), bytes);
        Record(name, SHA256.HashData(bytes), bytes.Length);
    }

    private void Add(ZipArchive archive, string name, long size, CompressionLevel level)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var stream = archive.CreateEntry(name, level).Open())
        {
            for (var left = size; left > 0; left -= block.Length)
            {
                var bytes = block.AsSpan(0, (int)Math.Min(left, block.Length));
                stream.Write(bytes);
                hash.AppendData(bytes);
            }
        }

        Record(name, hash.GetHashAndReset(), size);
    }

    private static void Write(ZipArchiveEntry entry, byte[] bytes)
    {
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private void Record(string name, byte[] sha256, long size) =>
        record.Append(Invariant($"{name},sha256={Base64Url.EncodeToString(sha256)},{size}\n"));

    /// <summary>A megabyte, one part random and one part repeating, far longer than deflate looks back.</summary>
    private static byte[] Block()
    {
        var bytes = new byte[1 << 20];
        var random = new Random(Seed);
        for (var start = 0; start < bytes.Length; start += 96)
        {
            random.NextBytes(bytes.AsSpan(start, Math.Min(64, bytes.Length - start)));
        }

        return bytes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
