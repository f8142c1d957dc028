using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.Inspection;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Inspection;

/// <summary>Platform tags of real shared objects: compiled here, and those of this machine as binutils read them.</summary>
public sealed partial class CompiledLibraries : TestFolder
{
    [TestCase("int f(void) { return 1; }", "", "manylinux_2_5_x86_64")]
    [TestCase("#include <string.h>\nvoid f(void *a, void *b, int n) { memcpy(a, b, n); }", "", "manylinux_2_17_x86_64")]
    [TestCase("#include <math.h>\ndouble f(double a) { return pow(a, a); }", "-lm", "manylinux_2_31_x86_64")]
    [TestCase(
        "#include <pthread.h>\nint f(pthread_t *t) { return pthread_create(t, 0, 0, 0); }",
        "",
        "manylinux_2_34_x86_64"
    )]
    [TestCase("#include <stdlib.h>\nint f(void) { return arc4random(); }", "", "manylinux_2_36_x86_64")]
    public void What_is_compiled_gets_the_tag_of_what_it_calls(string source, string libraries, string platform)
    {
        RequireGlibc(new Version(2, 36));
        var elf = Compile("libdemo.so", source, libraries);
        Assert.That(Detect([("demo/libdemo.so", elf)]).Single().Platform, Is.EqualTo(platform));
    }

    [Test]
    public void A_library_of_ours_that_is_not_in_the_wheel_is_named()
    {
        var helper = Compile("libhelper.so.3", "int helper(void) { return 1; }", "-Wl,-soname,libhelper.so.3");
        var elf = Compile("libdemo.so", "int helper(void); int f(void) { return helper(); }", "libhelper.so.3");
        var error = Assert.Throws<PlatformNotDetectedException>(() => Detect([("demo/libdemo.so", elf)]));
        Assert.That(
            error!.Problems.Single(),
            Does.Contain("demo/libdemo.so needs libhelper.so.3, which no policy has")
        );
        Assert.That(Detect([("demo/libdemo.so", elf)], "libhelper*"), Has.Count.EqualTo(1));
        Assert.That(Detect([("demo/libdemo.so", elf), ("demo/libhelper.so.3", helper)]), Has.Count.EqualTo(1));
    }

    [Test]
    public void Shared_objects_of_this_machine_get_the_tag_of_the_newest_version_that_readelf_lists()
    {
        RequireX64();
        var policies = File.ReadLines(
                Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", "manylinux.jsonl")
            )
            .Select(JObject.Parse)
            .Where(vector => (string)vector["machine"]! == "x86_64")
            .ToDictionary(vector => (string)vector["symbol"]!, vector => (int)vector["minor"]!);
        var paths = new[]
        {
            Path.GetDirectoryName(typeof(object).Assembly.Location)!,
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/python3",
        }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.so*", SearchOption.AllDirectories))
            .Where(path => new FileInfo(path) is { LinkTarget: null, Length: < 8 << 20 })
            .Order(StringComparer.Ordinal)
            .Take(150)
            .ToList();
        var judged = 0;
        foreach (var path in paths)
        {
            var text = Run("readelf", ["--wide", "--file-header", "--version-info", path]);
            var needs = VersionLine().Matches(text).Select(match => match.Groups[1].Value).ToList();
            if (!text.Contains("X86-64", StringComparison.Ordinal) || needs.Exists(IsOfNoPolicy))
            {
                continue;
            }

            var minor = needs.Select(need => policies.GetValueOrDefault(need)).Append(5).Max();
            Assert.That(
                Detect([("demo/libdemo.so", File.ReadAllBytes(path))], "*").Single().Platform,
                Is.EqualTo($"manylinux_2_{minor}_x86_64"),
                path
            );
            judged++;
        }

        Assume.That(judged, Is.GreaterThan(5), "this system's shared objects are no .so files");

        bool IsOfNoPolicy(string need) =>
            need.StartsWith("GLIBC", StringComparison.Ordinal) && !policies.ContainsKey(need);
    }

    private static void RequireX64() =>
        Assume.That(
            OperatingSystem.IsLinux()
                && RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64,
            "the expected tags are those of Linux on x86_64"
        );

    private static void RequireGlibc(Version least)
    {
        RequireX64();
        var text = Run("getconf", ["GNU_LIBC_VERSION"]);
        Assume.That(Version.Parse(text.Trim().Split(' ')[^1]), Is.GreaterThanOrEqualTo(least), "needs a newer glibc");
    }

    private byte[] Compile(string name, string source, string libraries)
    {
        var file = Path.Combine(Folder, name + ".c");
        File.WriteAllText(file, source);
        string[] options = ["-shared", "-fPIC", "-O1", "-Wl,--no-as-needed", "-o", name, file];
        Run("gcc", [.. options, .. libraries.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return File.ReadAllBytes(Path.Combine(Folder, name));
    }

    private IReadOnlyList<DetectedPlatform> Detect(
        IReadOnlyList<(string Member, byte[] Bytes)> libraries,
        params string[] excluded
    )
    {
        var wheel = new TestWheel("demo", "1.0", "cp312-cp312-linux_x86_64");
        foreach (var (member, bytes) in libraries)
        {
            wheel.Add(new RawMember(member, bytes));
        }

        return PlatformTagDetection.Detect([WheelFile.Read(wheel.Write(Folder))], excluded, CancellationToken.None);
    }

    private string Run(string program, string[] arguments) => Run(program, arguments, Folder);

    private static string Run(string program, string[] arguments, string folder = "/")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, () => error.Result);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"there is no {program} on the path (Debian: gcc, libc6-dev, binutils)");
            throw;
        }
    }

    [GeneratedRegex(@"^  0x[0-9a-f]+:   Name: (\S+)  Flags: (?:none|WEAK)? *Version: \d+", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
