using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>
/// Writes a source distribution that stands in for one of a project without wheels; it brings its own build backend, so that it
/// builds without a network. The same bytes each time, and so is the wheel that it builds.
/// </summary>
public static class StandInSource
{
    private const string WheelWriter = "stand_in_wheel.py";
    private static readonly DateTimeOffset Time = new(2025, 10, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it into a folder under its own name.</summary>
    /// <param name="name">The name as the project writes it.</param>
    /// <param name="version">The version.</param>
    /// <param name="folder">An existing folder.</param>
    public static void Write(string name, string version, string folder)
    {
        var root = $"{name}-{version}";
        using var file = File.Create(Path.Combine(folder, $"{root}.tar.gz"));
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        Add("PKG-INFO", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        Add("pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n");
        Add(
            "backend.py",
            $"""
            import stand_in_wheel


            def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                return stand_in_wheel.write("{name}", "{version}", wheel_directory, [], pure=True)

            """
        );
        Add(WheelWriter, StandInRepository.Read($"tools/{WheelWriter}"));

        void Add(string path, string text)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            archive.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, $"{root}/{path}")
                {
                    DataStream = content,
                    ModificationTime = Time,
                }
            );
        }
    }
}
