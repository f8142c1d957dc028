using System.IO.Compression;
using System.Text;

namespace Wheelhouse.Benchmarks.Measuring;

/// <summary>Makes a wheel of nothing but metadata and, where asked, a member of zeros.</summary>
internal static class SmallWheel
{
    /// <summary>Writes <c>NAME-VERSION-py3-none-any.whl</c>.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, string name, string metadata, long zeros = 0, string version = "1.0")
    {
        var path = Path.Combine(folder, $"{name}-{version}-py3-none-any.whl");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        if (zeros > 0)
        {
            using var stream = archive.CreateEntry($"{name}/data.bin", CompressionLevel.NoCompression).Open();
            var block = new byte[1 << 20];
            for (var left = zeros; left > 0; left -= block.Length)
            {
                stream.Write(block);
            }
        }

        Add("METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}");
        Add("WHEEL", "Wheel-Version: 1.0\nGenerator: benchmark\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Add("RECORD", $"{name}-{version}.dist-info/RECORD,,\n");
        return path;

        void Add(string file, string text)
        {
            using var stream = archive.CreateEntry($"{name}-{version}.dist-info/{file}").Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
