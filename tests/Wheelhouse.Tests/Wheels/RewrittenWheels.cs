using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class RewrittenWheels : RewritingTests
{
    private const string Torch = "2.9.0a0+git1c57644";

    [Test]
    public async Task A_rewritten_set_satisfies_python()
    {
        var wheels = await RewriteAsync(
            "release",
            Rich(),
            TestWheel.Of("torchvision", "0.24.0a0+98f8b37", $"torch=={Torch}")
        );
        Assert.That(PythonTool.Run(Verify, [.. wheels.Select(wheel => wheel.Path)]), Is.EqualTo("good"));
    }

    [Test]
    public async Task What_was_written_is_told()
    {
        var wheel = (await RewriteAsync("release", Rich())).Single();
        Assert.That(wheel.Path, Is.EqualTo(Path.Combine(Output, "torch-2.9.0-py3-none-any.whl")));
        Assert.That(wheel.SourcePath, Is.EqualTo(Path.Combine(Folder, $"torch-{Torch}-py3-none-any.whl")));
        Assert.That(wheel.OriginalVersion.ToString(), Is.EqualTo(Torch));
        Assert.That(wheel.Size, Is.EqualTo(new FileInfo(wheel.Path).Length));
        Assert.That(wheel.Sha256, Is.EqualTo(await FileSha256.ComputeAsync(wheel.Path)));
        var read = WheelFile.Read(wheel.Path);
        Assert.That(read.Metadata.Bytes.ToArray(), Is.EqualTo(wheel.Metadata.ToArray()));
        Assert.That(read.FileName, Is.EqualTo(wheel.FileName));
        Assert.That(
            Directory.GetFiles(Output, "*", new EnumerationOptions { AttributesToSkip = 0 }),
            Has.Length.EqualTo(1)
        );
    }

    [Test]
    public async Task Members_keep_bytes_modes_times_and_order_and_dist_info_comes_last()
    {
        var before = Read(Rich().Write(Folder));
        var after = Read((await RewriteAsync("release", Rich())).Single().Path);
        Assert.That(
            after.Select(member => member.Name),
            Is.EqualTo([
                "torch/__init__.py",
                "torch/lib/",
                "torch/lib/libtorch.so",
                "torch/lib/libtorch.so.1",
                "torch/d\u00e9j\u00e0,vu.txt",
                "torch-2.9.0.data/scripts/run",
                "torch/after.py",
                "torch-2.9.0.dist-info/licenses/LICENSE",
                "torch-2.9.0.dist-info/entry_points.txt",
                "torch-2.9.0.dist-info/METADATA",
                "torch-2.9.0.dist-info/WHEEL",
                "torch-2.9.0.dist-info/RECORD",
            ])
        );
        foreach (var member in after)
        {
            var old = before.Single(old => NewName(old.Name) == member.Name);
            Assert.That(
                (member.Mode, member.Modified, member.Method),
                Is.EqualTo((old.Mode, old.Modified, old.Method)),
                member.Name
            );
            if (
                !member.Name.EndsWith("METADATA", StringComparison.Ordinal)
                && !member.Name.EndsWith("RECORD", StringComparison.Ordinal)
            )
            {
                Assert.That(member.Compressed, Is.EqualTo(old.Compressed), member.Name);
            }
        }

        static string NewName(string name) => name.Replace(Torch, "2.9.0", StringComparison.Ordinal);
    }

    [Test]
    public async Task The_record_carries_hashes_over_and_ends_with_itself()
    {
        var before = Entries(Rich().Write(Folder));
        var after = Entries((await RewriteAsync("release", Rich())).Single().Path);
        Assert.That(after[^1], Is.EqualTo(new RecordEntry("torch-2.9.0.dist-info/RECORD", "", null)));
        Assert.That(
            after.Single(row => row.Path == "torch/lib/libtorch.so"),
            Is.EqualTo(before.Single(row => row.Path == "torch/lib/libtorch.so"))
        );
        Assert.That(after.Select(row => row.Path), Has.None.EndsWith("/"));
        Assert.That(after.Select(row => row.Path), Has.None.Contains("RECORD.").And.None.Contains(Torch));
    }

    [Test]
    public async Task Signatures_of_the_record_are_dropped()
    {
        var wheel = TestWheel
            .Of("demo", "1.0+x")
            .AddDistInfo("RECORD.jws", "{}")
            .AddDistInfo("RECORD.p7s", "x")
            .AddDistInfo("RECORD.txt", "stays");
        var names = Read((await RewriteAsync("release", wheel)).Single().Path).Select(member => member.Name).ToList();
        Assert.That(names, Has.None.EndsWith(".jws").And.None.EndsWith(".p7s"));
        Assert.That(names, Has.Some.EndsWith("RECORD.txt"));
    }

    [Test]
    public async Task Folders_spelled_otherwise_become_normal()
    {
        var wheel = new TestWheel("Demo_Project", "1.0+x") { DistInfo = "Demo.Project-1.0.0+X.dist-info" }.Add(
            "demo-project-1.0+x.data/scripts/run",
            "#!python\n"
        );
        var names = Read((await RewriteAsync("release", wheel)).Single().Path).Select(member => member.Name).ToList();
        Assert.That(
            names,
            Has.Member("demo_project-1.0.dist-info/METADATA").And.Member("demo_project-1.0.data/scripts/run")
        );
    }

    [Test]
    public async Task The_tags_and_an_epoch_stay()
    {
        var wheel = new TestWheel("demo", "1!2.0rc1", "1abc-py2.py3-none-any");
        var path = (await RewriteAsync("release", wheel)).Single().Path;
        Assert.That(Path.GetFileName(path), Is.EqualTo("demo-1!2.0-1abc-py2.py3-none-any.whl"));
        Assert.That(Read(path)[0].Name, Is.EqualTo("demo-1!2.0.dist-info/METADATA"));
    }

    [Test]
    public async Task Descriptors_are_dropped()
    {
        var wheel = TestWheel.Of("demo", "1.0+x");
        wheel.WriteWith(
            Folder,
            "__init__.py",
            member =>
                member with
                {
                    Flags = RawMember.HasDescriptor,
                    LocalCrc = 0,
                    LocalSize = 0,
                    LocalCompressedSize = 0,
                    Descriptor =
                    [
                        .. BitConverter.GetBytes(0x08074b50),
                        .. BitConverter.GetBytes(member.TrueCrc),
                        .. BitConverter.GetBytes(member.Compressed.Length),
                        .. BitConverter.GetBytes(member.Content.Length),
                    ],
                }
        );
        var read = WheelFile.Read(Path.Combine(Folder, wheel.FileName));
        var plan = WheelSetRewriter.Plan([read], VersionPolicy.Release);
        var result = await WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);
        Assert.That(Read(result[0].Path), Has.Count.EqualTo(4));
        Assert.That(PythonTool.Run(Verify, result[0].Path), Is.EqualTo("good"));
    }

    [Test]
    public async Task Extra_fields_are_kept_but_zip64s()
    {
        byte[] time = [0x55, 0x54, 5, 0, 1, 1, 2, 3, 4];
        var wheel = TestWheel
            .Of("demo", "1.0+x")
            .Add(new RawMember("demo/a", "a") { LocalExtra = time, CentralExtra = time });
        var bytes = await File.ReadAllBytesAsync((await RewriteAsync("release", wheel)).Single().Path);
        Assert.That(Occurrences(bytes, time), Is.EqualTo(2));
    }

    [Test]
    public async Task A_comment_is_dropped()
    {
        var wheel = TestWheel.Of("demo", "1.0+x");
        var path = wheel.Write(Folder, new RawZip { Comment = [1, 2, 3] }.ToBytes(wheel.Members()));
        var plan = WheelSetRewriter.Plan([WheelFile.Read(path)], VersionPolicy.Release);
        var result = await WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);
        Assert.That(Read(result[0].Path), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task The_same_set_gives_the_same_bytes()
    {
        var first = (await RewriteAsync("release", Rich())).Single().Sha256;
        Directory.Delete(Output, recursive: true);
        Assert.That((await RewriteAsync("release", Rich())).Single().Sha256, Is.EqualTo(first));
    }

    /// <summary>A wheel with all that wheels have: links, modes, folders, scripts, licences, signatures.</summary>
    private static TestWheel Rich() =>
        TestWheel
            .Of("torch", Torch)
            .Add(new RawMember("torch/lib/", "") { Method = RawMember.Stored, UnixMode = 0x41ed })
            .Add(
                new RawMember("torch/lib/libtorch.so", new string('x', 100_000))
                {
                    UnixMode = 0x81ed,
                    Modified = RawMember.SomeTime + 7,
                }
            )
            .Add(
                new RawMember("torch/lib/libtorch.so.1", "libtorch.so") { UnixMode = 0xa1ff, Method = RawMember.Stored }
            )
            .Add("torch/d\u00e9j\u00e0,vu.txt", "\u2603")
            .AddDistInfo("licenses/LICENSE", "MIT")
            .AddDistInfo("entry_points.txt", "[console_scripts]\n")
            .AddDistInfo("RECORD.jws", "{}")
            .Add(new RawMember($"torch-{Torch}.data/scripts/run", "#!python\n") { UnixMode = 0x81ed })
            .Add("torch/after.py", "");

    private static int Occurrences(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        for (var at = bytes.IndexOf(wanted); at >= 0; at = bytes.IndexOf(wanted))
        {
            count++;
            bytes = bytes[(at + wanted.Length)..];
        }

        return count;
    }

    private static IReadOnlyList<StrictZip.Member> Read(string path) => StrictZip.Read(File.ReadAllBytes(path));

    private static IReadOnlyList<RecordEntry> Entries(string path)
    {
        using var archive = WheelArchive.Open(path);
        return RecordFile.Parse(archive.Read(archive.Record, 1 << 20), path).Entries;
    }
}
