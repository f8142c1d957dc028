using System.Globalization;
using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class RewrittenWheels : TestFolder
{
    private const string Torch = "2.9.0a0+git1c57644";

    /// <summary>Opens wheels as pip does, and proves every RECORD row and CRC.</summary>
    private const string Verify = """
        import base64, csv, hashlib, io, sys, zipfile
        for path in sys.argv[1:]:
            with zipfile.ZipFile(path) as wheel:
                assert wheel.testzip() is None
                record = [n for n in wheel.namelist() if n.endswith('.dist-info/RECORD')]
                assert len(record) == 1 and wheel.namelist()[-1] == record[0], record
                rows = {r[0]: r for r in csv.reader(io.StringIO(wheel.read(record[0]).decode()))}
                files = [n for n in wheel.namelist() if not n.endswith('/')]
                assert sorted(rows) == sorted(files), (sorted(rows), sorted(files))
                for name, (_, digest, size) in rows.items():
                    if name == record[0]:
                        assert (digest, size) == ('', '')
                        continue
                    data = wheel.read(name)
                    want = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
                    assert digest == 'sha256=' + want and int(size) == len(data), name
        print('good', end='')
        """;

    private string Output => Path.Combine(Folder, "out");

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

    [Test]
    public async Task An_unchanged_wheel_is_linked()
    {
        var wheel = (await RewriteAsync("release", TestWheel.Of("numpy", "2.1.0"))).Single();
        Assert.That(wheel.Sha256, Is.EqualTo(await FileSha256.ComputeAsync(wheel.SourcePath)));
        await File.AppendAllTextAsync(wheel.SourcePath, "more");
        Assert.That(new FileInfo(wheel.Path).Length, Is.EqualTo(new FileInfo(wheel.SourcePath).Length));
    }

    [Test]
    public async Task An_unchanged_wheel_is_copied_to_another_device()
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Ignore($"there is no {OtherDevice} here");
        }

        var output = Path.Combine(OtherDevice, Path.GetRandomFileName());
        try
        {
            var plan = Plan("release", TestWheel.Of("numpy", "2.1.0"), TestWheel.Of("demo", "1.0+x"));
            var wheels = await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
            Assert.That(wheels[0].Sha256, Is.EqualTo(await FileSha256.ComputeAsync(wheels[0].SourcePath)));
            Assert.That(PythonTool.Run(Verify, [.. wheels.Select(wheel => wheel.Path)]), Is.EqualTo("good"));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Test]
    public async Task A_name_that_is_taken_is_not_replaced()
    {
        Directory.CreateDirectory(Output);
        await File.WriteAllTextAsync(Path.Combine(Output, "demo-1.0-py3-none-any.whl"), "old");
        await Assert.ThrowsAsync<WheelExistsException>(() =>
            RewriteAsync("release", TestWheel.Of("demo", "1.0+x"), TestWheel.Of("other", "1.0+x"))
        );
        Assert.That(Directory.GetFiles(Output), Has.Length.EqualTo(1));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Output, "demo-1.0-py3-none-any.whl")), Is.EqualTo("old"));
    }

    [Test]
    public async Task A_failure_leaves_nothing_visible()
    {
        var plan = Plan(
            "release",
            TestWheel.Of("demo", "1.0+x"),
            TestWheel.Of("numpy", "2.1.0"),
            TestWheel.Of("other", "1.0+x")
        );
        Spoil(plan.Wheels[2].SourcePath);
        await Assert.ThrowsAsync<DamagedArchiveException>(() =>
            WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)
        );
        AssertNothingThere();
    }

    [Test]
    public async Task A_cancellation_leaves_nothing_visible()
    {
        var big = new RawMember("demo/big", new byte[64 << 20]) { Method = RawMember.Stored };
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x").Add(big), TestWheel.Of("numpy", "2.1.0"));
        using var cancellation = new CancellationTokenSource();
        var applying = WheelSetRewriter.ApplyAsync(plan, Output, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => applying, Throws.InstanceOf<OperationCanceledException>());
        AssertNothingThere();
    }

    [Test]
    public async Task Nothing_is_visible_until_all_is_written()
    {
        var big = new RawMember("demo/big", new byte[48 << 20]) { Method = RawMember.Stored };
        var plan = Plan("release", TestWheel.Of("small", "1.0+x"), TestWheel.Of("demo", "1.0+x").Add(big));
        var applying = WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);
        long written = 0;
        while (written == 0 && !applying.IsCompleted)
        {
            // A kill at this moment would leave just these files.
            var isVisible = Directory.EnumerateFiles(Output, "*.whl").Any();
            written = isVisible ? FilesThere().Sum(file => file.Length) : 0;
        }

        var total = (await applying).Sum(wheel => wheel.Size);
        Assert.That(written, Is.Zero.Or.EqualTo(total));
    }

    [Test]
    public async Task A_wheel_that_changed_since_the_plan_is_refused()
    {
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x"), TestWheel.Of("numpy", "2.1.0"));
        TestWheel.Of("numpy", "2.1.0", "more").Write(Folder);
        await Assert.ThrowsAsync<WheelChangedException>(() =>
            WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)
        );
        AssertNothingThere();
    }

    [Test]
    public async Task Many_wheels_are_written_at_once()
    {
        var wheels = Enumerable
            .Range(0, 40)
            .Select(i => TestWheel.Of(string.Create(CultureInfo.InvariantCulture, $"demo{i}"), "1.0+x", "demo0==1.0+x"))
            .ToArray();
        var written = await RewriteAsync("release", wheels);
        Assert.That(PythonTool.Run(Verify, [.. written.Select(wheel => wheel.Path)]), Is.EqualTo("good"));
        Assert.That(
            written.Select(wheel => wheel.FileName.Project.Value),
            Is.EqualTo(Enumerable.Range(0, 40).Select(i => $"demo{i}"))
        );
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

    private static void Spoil(string path)
    {
        using var file = File.OpenWrite(path);
        file.WriteByte(0);
    }

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

    private void AssertNothingThere() => Assert.That(FilesThere(), Is.Empty);

    private FileInfo[] FilesThere() =>
        new DirectoryInfo(Output).GetFiles("*", new EnumerationOptions { AttributesToSkip = 0 });

    private WheelSetPlan Plan(string policy, params IReadOnlyList<TestWheel> wheels) =>
        WheelSetRewriter.Plan(
            [.. wheels.Select(wheel => WheelFile.Read(wheel.Write(Folder)))],
            VersionPolicy.Parse(policy)
        );

    private Task<IReadOnlyList<RewrittenWheel>> RewriteAsync(string policy, params IReadOnlyList<TestWheel> wheels) =>
        WheelSetRewriter.ApplyAsync(Plan(policy, wheels), Output, CancellationToken.None);
}
