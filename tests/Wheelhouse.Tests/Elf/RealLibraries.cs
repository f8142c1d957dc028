using System.Diagnostics;
using System.Text.RegularExpressions;
using Wheelhouse.Elf;

namespace Wheelhouse.Tests.Elf;

/// <summary>The shared objects of this machine, as binutils read them.</summary>
public sealed partial class RealLibraries
{
    [Test]
    public void Shared_objects_of_dotnet_and_the_system_are_read_as_readelf_reads_them()
    {
        var dotnet = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        List<string> paths = [.. Directory.EnumerateFiles(dotnet, "*.so")];
        foreach (var folder in new[] { "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib" })
        {
            paths.AddRange(
                new[] { "libc.so.6", "libm.so.6", "libstdc++.so.6", "libz.so.1", "libpthread.so.0" }
                    .Select(name => Path.Combine(folder, name))
                    .Where(File.Exists)
            );
        }

        Assume.That(paths, Is.Not.Empty, "this system's shared objects are no .so files");
        foreach (var path in paths)
        {
            var elf = ElfFile.Read(() => File.OpenRead(path), path);
            var text = Readelf(path);
            Assert.Multiple(() =>
            {
                Assert.That(elf.Needed, Is.EqualTo(All(NeededLine(), text)), path);
                Assert.That(elf.Soname, Is.EqualTo(All(SonameLine(), text).SingleOrDefault()), path);
                Assert.That(
                    elf.VersionNeeds.Select(need => need.Version),
                    Is.EqualTo(All(VersionLine(), text[text.IndexOf("Version needs", StringComparison.Ordinal)..])),
                    path
                );
            });
        }
    }

    private static List<string> All(Regex form, string text) =>
        [.. form.Matches(text).Select(match => match.Groups[1].Value)];

    private static string Readelf(string path)
    {
        var start = new ProcessStartInfo("readelf", ["--wide", "--dynamic", "--version-info", path])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero);
            return output + "\nVersion needs";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("there is no readelf on the path (Debian: binutils)");
            throw;
        }
    }

    [GeneratedRegex(@"\(NEEDED\) +Shared library: \[(.*)\]")]
    private static partial Regex NeededLine();

    [GeneratedRegex(@"\(SONAME\) +Library soname: \[(.*)\]")]
    private static partial Regex SonameLine();

    [GeneratedRegex(@"^  0x[0-9a-f]+:   Name: (\S+)  Flags: (?:none|WEAK)? *Version: \d+", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
