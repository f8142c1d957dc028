namespace Wheelhouse.IntegrationTests;

/// <summary>What the pipeline rewrote, read by the programs that others install with.</summary>
public sealed class RewrittenSets
{
    /// <summary>The Python that Debian's packages are installed for.</summary>
    private const string DebianPython = "/usr/bin/python3";

    private static readonly TemporaryFolder Run = new();

    [OneTimeSetUp]
    public async Task Rewrite()
    {
        var wheels = Run.Folder("wheels");
        SmallWheel.Write(wheels, "torch", "2.9.0a0+git1c57644d", "py3-none-any");
        SmallWheel.Write(wheels, "torchvision", "0.24.0a0+98f8b37", "py3-none-any", "torch==2.9.0a0+git1c57644d");
        await NormalizeAsync("release", wheels, Run["made"]);
        await NormalizeAsync("local:rocm7.1", RealWheels.Debian(Run.Folder("debian")), Run["real"]);
    }

    [OneTimeTearDown]
    public void RemoveFolders() => Run.Dispose();

    [TestCase("made")]
    [TestCase("real")]
    public void Local_headers_and_directory_say_the_same_and_nothing_else_is_there(string set)
    {
        const string Check = """
            import struct, sys, zipfile
            for path in sys.argv[1:]:
                data = open(path, 'rb').read()
                wheel = zipfile.ZipFile(path)
                assert wheel.testzip() is None
                at = 0
                for entry in wheel.infolist():
                    assert entry.header_offset == at, 'members lie side by side in the order of the directory'
                    signature, needs, flags, method, time, date, crc, packed, size, name, extra = struct.unpack_from('<4s5H3L2H', data, at)
                    assert signature == b'PK\3\4' and not flags & 8, 'no data descriptors'
                    local = (flags, method, crc, packed, size, data[at + 30:at + 30 + name].decode())
                    assert local == (entry.flag_bits, entry.compress_type, entry.CRC, entry.compress_size, entry.file_size, entry.orig_filename), (local, entry)
                    at += 30 + name + extra + packed
                end = struct.unpack_from('<4s4H2LH', data, len(data) - 22)
                assert end[0] == b'PK\5\6' and end[7] == 0, 'nothing follows the end record'
                assert end[3] == end[4] == len(wheel.infolist()) == len(set(wheel.namelist()))
                assert end[6] == at and end[5] == len(data) - 22 - at, 'the directory lies between members and end'
                assert wheel.namelist()[-1].endswith('.dist-info/RECORD')
            """;
        AssertRuns("python3", ["-I", "-c", Check, .. Wheels(set)]);
    }

    [TestCase("made")]
    [TestCase("real")]
    public void Info_zip_finds_no_fault(string set)
    {
        RequireProgram("unzip", ["-v"]);
        foreach (var wheel in Wheels(set))
        {
            AssertRuns("unzip", ["-tqq", wheel]);
        }
    }

    [TestCase("made")]
    [TestCase("real")]
    public void Pypa_installer_agrees_with_every_row_of_the_record_and_installs(string set)
    {
        RequireProgram(DebianPython, ["-c", "import installer"], "python3-installer");
        const string Validate = """
            import sys
            from installer.records import RecordEntry
            from installer.sources import WheelFile
            for path in sys.argv[1:]:
                with WheelFile.open(path) as source:
                    if hasattr(source, 'validate_record'):
                        source.validate_record(validate_contents=True)
                    for row, stream, _ in source.get_contents():
                        record = RecordEntry.from_elements(*row)
                        assert record.path.endswith('.dist-info/RECORD') or record.validate(stream.read()), row
            """;
        AssertRuns(DebianPython, ["-c", Validate, .. Wheels(set)]);
        foreach (var wheel in Wheels(set))
        {
            AssertRuns(DebianPython, ["-m", "installer", $"--destdir={Run[$"{set} installed"]}", wheel]);
        }
    }

    [TestCase("made")]
    [TestCase("real")]
    public void Wheel_unpacks_them(string set)
    {
        RequireProgram(DebianPython, ["-m", "wheel", "version"], "python3-wheel");
        foreach (var wheel in Wheels(set))
        {
            AssertRuns(DebianPython, ["-m", "wheel", "unpack", $"--dest={Run[$"{set} unpacked"]}", wheel]);
        }
    }

    [Test]
    public async Task Pip_installs_them_from_an_index()
    {
        var release = await Pipeline.RunAsync(
            "--target=Release",
            "--no-index",
            "--version-policy=keep",
            $"--base-wheels={Run["made"]}",
            "--root=torchvision",
            "--verify-import=torchvision",
            $"--artifacts={Run["artifacts"]}",
            $"--store={new Uri(Run["store"]).AbsoluteUri}"
        );
        Assert.That(release.Succeeded().Output, Does.Contain("torch 2.9.0").And.Contain("torchvision 0.24.0"));
    }

    private static async Task NormalizeAsync(string policy, string wheels, string output) =>
        (
            await Pipeline.RunAsync(
                "--target=Normalize-Wheels",
                $"--version-policy={policy}",
                $"--wheels={wheels}",
                $"--output={output}"
            )
        ).Succeeded();

    private static string[] Wheels(string set) => Directory.GetFiles(Run[set], "*.whl");

    private static void RequireProgram(string program, string[] arguments, string? package = null)
    {
        if (!RealWheels.Run(program, arguments, Run.Path))
        {
            Assert.Ignore($"lacks {package ?? program}");
        }
    }

    private static void AssertRuns(string program, string[] arguments) =>
        Assert.That(RealWheels.Run(program, arguments, Run.Path), Is.True, () => $"{program} {arguments[^1]}");
}
