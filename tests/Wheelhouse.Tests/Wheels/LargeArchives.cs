using System.Globalization;
using Wheelhouse.Files;
using Wheelhouse.Wheels;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Tests.Wheels;

public sealed class LargeArchives : TestFolder
{
    [Test]
    public async Task Zip64_forms_are_read_by_everyone()
    {
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/link", "x") { UnixMode = 0xa1ff });
        var path = await CopyAsync(wheel.Write(Folder), alwaysZip64: true);
        Assert.That(StrictZip.Read(await File.ReadAllBytesAsync(path)), Has.Count.EqualTo(5));
        using (var archive = WheelArchive.Open(path))
        {
            foreach (var member in archive.Members)
            {
                Assert.That(archive.Read(member, 1 << 20), Has.Length.EqualTo(member.Size));
            }
        }

        Assert.That(
            PythonTool.Run("import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip(), end='')", path),
            Is.EqualTo("None")
        );
    }

    [Test]
    public async Task A_member_in_zip64_form_is_copied_into_the_short_one()
    {
        var path = await CopyAsync(TestWheel.Of("demo", "1.0").Write(Folder), alwaysZip64: true);
        var again = await CopyAsync(path, alwaysZip64: false);
        var plain = await CopyAsync(Path.Combine(Folder, "demo-1.0-py3-none-any.whl"), alwaysZip64: false);
        Assert.That(await File.ReadAllBytesAsync(again), Is.EqualTo(await File.ReadAllBytesAsync(plain)));
    }

    [TestCase(65_530)]
    [TestCase(65_531)]
    [TestCase(70_000)]
    public async Task More_members_than_16_bits_count_are_rewritten(int count)
    {
        var source = Path.Combine(Folder, "many-1.0+x-py3-none-any.whl");
        const string Build = """
            import sys, zipfile
            path, count = sys.argv[1], int(sys.argv[2])
            info = 'many-1.0+x.dist-info/'
            with zipfile.ZipFile(path, 'w') as wheel:
                for i in range(count):
                    wheel.writestr(f'many/{i}', b'')
                wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\nName: many\nVersion: 1.0+x\n')
                wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\n')
                empty = 'sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n'
                wheel.writestr(info + 'RECORD', ''.join(f'many/{i},{empty}' for i in range(count))
                    + info + 'METADATA,,\n' + info + 'WHEEL,,\n' + info + 'RECORD,,\n')
            """;
        PythonTool.Run(Build, source, count.ToString(CultureInfo.InvariantCulture));
        var plan = WheelSetRewriter.Plan([WheelFile.Read(source)], VersionPolicy.Release);
        Assert.That(plan.Warnings, Is.Empty);
        var result = await WheelSetRewriter.ApplyAsync(plan, Path.Combine(Folder, "out"), CancellationToken.None);
        Assert.That(
            PythonTool.Run(
                "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.infolist()), z.testzip(), end='')",
                result[0].Path
            ),
            Is.EqualTo(string.Create(CultureInfo.InvariantCulture, $"{count + 3} None"))
        );
        using var archive = WheelArchive.Open(result[0].Path);
        Assert.That(archive.Members, Has.Count.EqualTo(count + 3));
    }

    [Test, Explicit("writes more than 4 GiB")]
    public async Task A_member_beyond_4_GiB_is_rewritten()
    {
        var source = Path.Combine(Folder, "large-1.0+x-py3-none-any.whl");
        const string Build = """
            import sys, zipfile
            info = 'large-1.0+x.dist-info/'
            with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
                with wheel.open('large/zeros', 'w', force_zip64=True) as member:
                    for _ in range(4200):
                        member.write(bytes(1 << 20))
                wheel.writestr('large/after', b'after')
                wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\nName: large\nVersion: 1.0+x\n')
                wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\n')
                wheel.writestr(info + 'RECORD', f'large/zeros,,\nlarge/after,,\n{info}METADATA,,\n{info}WHEEL,,\n{info}RECORD,,\n')
            """;
        PythonTool.Run(Build, source);
        var plan = WheelSetRewriter.Plan([WheelFile.Read(source)], VersionPolicy.Release);
        var result = await WheelSetRewriter.ApplyAsync(plan, Path.Combine(Folder, "out"), CancellationToken.None);
        Assert.That(
            PythonTool.Run(
                "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip(), end='')",
                result[0].Path
            ),
            Is.EqualTo("None")
        );
        Assert.That(result[0].Sha256, Is.EqualTo(await FileSha256.ComputeAsync(result[0].Path)));
    }

    private async Task<string> CopyAsync(string source, bool alwaysZip64)
    {
        var path = Path.Combine(Folder, Path.GetRandomFileName());
        using var archive = WheelArchive.Open(source);
        await using var output = new HashedFile(path, FileMode.CreateNew, CancellationToken.None);
        var writer = new ZipWriter(output, alwaysZip64);
        foreach (var member in archive.Members)
        {
            await writer.CopyAsync(archive.Input, member, member.Name);
        }

        await writer.FinishAsync();
        await output.CompleteAsync();
        return path;
    }
}
