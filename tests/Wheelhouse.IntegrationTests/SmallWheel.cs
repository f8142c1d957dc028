using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.IntegrationTests;

/// <summary>Writes small valid wheels and source distributions for tests.</summary>
internal static class SmallWheel
{
    /// <summary>Writes a wheel with an empty package of its name.</summary>
    /// <returns>The path of the wheel.</returns>
    public static string Write(string folder, string name, string version, string tag, params string[] requiresDist) =>
        WriteOfSize(folder, name, version, tag, 0, requiresDist);

    /// <summary>Writes such a wheel with a member of so many random bytes.</summary>
    public static string WriteOfSize(
        string folder,
        string name,
        string version,
        string tag,
        int bytes,
        params string[] requiresDist
    ) =>
        WriteWith(
            folder,
            name,
            version,
            tag,
            bytes == 0
                ? []
                : new()
                {
                    [$"{name}/data"] = Encoding.ASCII.GetBytes(
                        Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes))
                    ),
                },
            requiresDist
        );

    /// <summary>Writes such a wheel with more members.</summary>
    public static string WriteWith(
        string folder,
        string name,
        string version,
        string tag,
        Dictionary<string, byte[]> more,
        params string[] requiresDist
    )
    {
        var information = $"{name}-{version}.dist-info";
        var texts = new Dictionary<string, string>
        {
            [$"{name}/__init__.py"] = $"origin = '{Path.GetFileName(folder)}'\n",
            [$"{information}/METADATA"] =
                $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
                + string.Concat(requiresDist.Select(requirement => $"Requires-Dist: {requirement}\n"))
                + "\n",
            [$"{information}/WHEEL"] = $"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        };
        var members = texts
            .Select(member => KeyValuePair.Create(member.Key, Encoding.ASCII.GetBytes(member.Value)))
            .Concat(more)
            .ToDictionary();
        var record = string.Concat(
            members.Select(member => $"{member.Key},sha256={Hash(member.Value)},{member.Value.Length}\n")
        );
        members[$"{information}/RECORD"] = Encoding.ASCII.GetBytes(record + $"{information}/RECORD,,\n");

        var path = Path.Combine(folder, $"{name}-{version}-{tag}.whl");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (member, bytes) in members)
        {
            using var content = archive.CreateEntry(member).Open();
            content.Write(bytes);
        }

        return path;
    }

    /// <summary>Writes a source distribution that brings its own build backend, so that it builds without a network.</summary>
    /// <param name="folder">The folder that gets it.</param>
    /// <param name="name">The name of the project.</param>
    /// <param name="version">The version of the distribution, and what its backend builds.</param>
    /// <param name="more">Python at the end of the backend.</param>
    public static void WriteSource(string folder, string name, string version, string more = "")
    {
        var root = $"{name}-{version}";
        var sources = new TemporaryFolder();
        using (sources)
        {
            var project = sources.Folder(root);
            File.WriteAllText(
                Path.Combine(project, "pyproject.toml"),
                "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n"
            );
            File.WriteAllText(
                Path.Combine(project, "PKG-INFO"),
                $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            );
            File.WriteAllText(
                Path.Combine(project, "backend.py"),
                $$"""
                import os, zipfile
                version = "{{version}}"
                def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
                    name, info = "{{name}}-" + version + "-py3-none-any.whl", "{{name}}-" + version + ".dist-info"
                    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
                        wheel.writestr("{{name}}.py", "origin = 'built from source'\n")
                        wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\nName: {{name}}\nVersion: " + version + "\n")
                        wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
                        wheel.writestr(info + "/RECORD", "{{name}}.py,,\n" + info + "/METADATA,,\n" + info + "/WHEEL,,\n" + info + "/RECORD,,\n")
                    return name
                {{more}}
                """
            );
            using var file = File.Create(Path.Combine(folder, root + ".tar.gz"));
            using var packed = new GZipStream(file, CompressionLevel.Fastest);
            System.Formats.Tar.TarFile.CreateFromDirectory(sources.Path, packed, includeBaseDirectory: false);
        }
    }

    private static string Hash(byte[] bytes) =>
        Convert.ToBase64String(SHA256.HashData(bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
