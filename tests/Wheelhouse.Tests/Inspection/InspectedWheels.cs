using Wheelhouse.Inspection;
using Wheelhouse.Tests.Elf;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Inspection;

public sealed class InspectedWheels : TestFolder
{
    private const string Module = "demo/__init__.py";

    private static readonly TestWheel demo = TestWheel.Of("demo", "1.0");

    [TestCase(false)]
    [TestCase(true)]
    public void A_good_wheel_has_no_findings(bool isFull)
    {
        var inspection = Inspect(demo.Write(Folder), isFull);
        Assert.Multiple(() =>
        {
            Assert.That(inspection.Findings, Is.Empty);
            Assert.That(inspection.HasErrors, Is.False);
            Assert.That(inspection.Members, Is.EqualTo(4));
            Assert.That(inspection.Metadata!.Name.Value, Is.EqualTo("demo"));
            Assert.That(inspection.Libraries, Is.Empty);
        });
    }

    [Test]
    public async Task A_rewritten_wheel_has_no_findings()
    {
        var torch = TestWheel
            .Of("torch", "2.9.0a0+git1c57644")
            .Add(new RawMember("torch/lib/libtorch.so", new RawElf { Needed = ["libc.so.6"] }.ToBytes()))
            .AddDistInfo("licenses/LICENSE", "BSD");
        var vision = TestWheel.Of("torchvision", "0.24.0a0+98f8b37", "torch==2.9.0a0+git1c57644");
        var plan = WheelSetRewriter.Plan(
            [.. new[] { torch, vision }.Select(wheel => WheelFile.Read(wheel.Write(Folder)))],
            VersionPolicy.Release
        );
        var written = await WheelSetRewriter.ApplyAsync(plan, Path.Combine(Folder, "out"), CancellationToken.None);
        foreach (var wheel in written)
        {
            var findings = Inspect(wheel.Path).Findings;
            Assert.That(findings.Where(finding => finding.Kind != FindingKind.Machine), Is.Empty, wheel.Path);
        }
    }

    [Test]
    public void A_file_that_is_not_there_is_no_finding() =>
        Assert.Throws<FileNotFoundException>(() => Inspect(Path.Combine(Folder, "demo-1.0-py3-none-any.whl")));

    [Test]
    public void A_cancelled_inspection_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var path = demo.Write(Folder);
        Assert.Throws(
            Is.InstanceOf<OperationCanceledException>(),
            () => WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = true }, cancelled.Token)
        );
    }

    [Test]
    public void A_file_named_otherwise_is_found_out()
    {
        var path = Path.Combine(Folder, "demo.whl");
        File.Move(demo.Write(Folder), path);
        Found(Inspect(path), FindingKind.FileName, null, "demo.whl");
    }

    [TestCase("demo-1.1-py3-none-any.whl", "demo 1.1")]
    [TestCase("other-1.0-py3-none-any.whl", "other 1.0")]
    public void Another_name_or_version_than_the_file_s_is_found(string name, string what)
    {
        var path = Path.Combine(Folder, name);
        File.Move(demo.Write(Folder), path);
        Found(Inspect(path), FindingKind.Metadata, "demo-1.0.dist-info", what);
    }

    [Test]
    public void Tags_that_differ_from_the_file_name_s_are_found()
    {
        var path = Path.Combine(Folder, "demo-1.0-cp312-cp312-manylinux_2_35_x86_64.whl");
        File.Move(demo.Write(Folder), path);
        Found(
            Inspect(path),
            FindingKind.Tags,
            "demo-1.0.dist-info/WHEEL",
            "the file name says cp312-cp312-manylinux_2_35_x86_64, WHEEL says \"py3-none-any\""
        );
    }

    [Test]
    public void Tags_may_be_written_apart_or_together()
    {
        foreach (var tags in new[] { "Tag: py2-none-any\nTag: py3-none-any\n", "Tag: py2.py3-none-any\n" })
        {
            var wheel = new TestWheel("demo", "1.0", "py2.py3-none-any")
            {
                WheelFields = "Wheel-Version: 1.0\n" + tags,
            };
            Assert.That(Inspect(wheel.Write(Folder)).Findings, Is.Empty);
        }
    }

    [TestCase("Wheel-Version: 2.0\n", FindingSeverity.Error, "\"2.0\"")]
    [TestCase("Wheel-Version: 1.1\n", FindingSeverity.Warning, "1.1")]
    [TestCase("Wheel-Version: \n", FindingSeverity.Error, "\"\"")]
    [TestCase("", FindingSeverity.Error, "given 0 times")]
    [TestCase("nonsense\nWheel-Version: 1.0\n", FindingSeverity.Error, "line 1 is no header")]
    public void A_strange_WHEEL_is_found(string fields, FindingSeverity severity, string what)
    {
        var wheel = new TestWheel("demo", "1.0") { WheelFields = fields + "Tag: py3-none-any\n" };
        var finding = Found(Inspect(wheel.Write(Folder)), FindingKind.WheelHeader, "demo-1.0.dist-info/WHEEL", what);
        Assert.That(finding.Severity, Is.EqualTo(severity));
    }

    [Test]
    public void Another_build_tag_than_the_file_s_is_found()
    {
        var wheel = new TestWheel("demo", "1.0") { WheelFields = "Wheel-Version: 1.0\nBuild: 7\nTag: py3-none-any\n" };
        Found(
            Inspect(wheel.Write(Folder)),
            FindingKind.Build,
            "demo-1.0.dist-info/WHEEL",
            "no build, WHEEL says \"7\""
        );
    }

    [Test]
    public void A_member_without_a_row_and_a_row_without_a_member_are_found()
    {
        var inspection = Inspect(WithRecord("demo/gone.py,sha256=abc,1\n"));
        Found(inspection, FindingKind.NotInRecord, Module, "no row in RECORD");
        Assert.That(
            Found(inspection, FindingKind.OnlyInRecord, "demo/gone.py", "not in the wheel").Severity,
            Is.EqualTo(FindingSeverity.Warning)
        );
    }

    [Test]
    public void Signatures_of_RECORD_need_no_row()
    {
        var rows = TestWheel.Of("demo", "1.0").Members()[^1].Content;
        var wheel = new TestWheel("demo", "1.0") { Record = System.Text.Encoding.UTF8.GetString(rows) }
            .Add(Module, "# the module demo\n")
            .AddDistInfo("RECORD.jws", "{}");
        Assert.That(Inspect(wheel.Write(Folder), isFull: true).Findings, Is.Empty);
    }

    [TestCase("sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", 18, FindingKind.RecordHash, "its sha256 is")]
    [TestCase("sha256=", 18, FindingKind.RecordHash, "its sha256 is")]
    [TestCase("", 18, FindingKind.RecordHash, "no hash")]
    [TestCase("md5=1B2M2Y8AsgTpgAmY7PhCfg", 18, FindingKind.RecordHash, "\"md5=")]
    [TestCase("sha512=abc", 18, FindingKind.RecordHash, "its sha512 is")]
    [TestCase("sha256=abc", 17, FindingKind.RecordSize, "it has 18 bytes, in RECORD 17")]
    public void Another_hash_or_size_than_the_member_s_is_found(string hash, int size, FindingKind kind, string what) =>
        Found(Inspect(WithRecord($"{Module},{hash},{size}\n")), kind, Module, what);

    [Test]
    public void Hashes_are_compared_only_when_asked_for()
    {
        var path = WithRecord($"{Module},sha256=abc,18\n");
        var kinds = Inspect(path, isFull: false).Findings.Select(finding => finding.Kind);
        Assert.That(kinds, Does.Not.Contain(FindingKind.RecordHash));
    }

    [Test]
    public void A_RECORD_that_is_no_table_is_found() =>
        Found(Inspect(WithRecord("a,b\n")), FindingKind.Record, "demo-1.0.dist-info/RECORD", "path,hash,size");

    [Test]
    public void Of_endless_findings_some_are_told()
    {
        var wheel = new TestWheel("demo", "1.0") { Record = "demo-1.0.dist-info/RECORD,,\n" };
        for (var i = 0; i < 3000; i++)
        {
            wheel.Add($"demo/{i}", "");
        }

        var findings = Inspect(wheel.Write(Folder)).Findings;
        Assert.That(findings, Has.Count.LessThan(1010));
        Assert.That(findings.Select(finding => finding.What), Does.Contain("and 2002 more like these"));
    }

    private static WheelInspection Inspect(string path, bool isFull = true) =>
        WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = isFull });

    private static Finding Found(WheelInspection inspection, FindingKind kind, string? member, string what)
    {
        var finding = inspection.Findings.FirstOrDefault(one => one.Kind == kind && one.Member == member);
        Assert.That(finding, Is.Not.Null, string.Join('\n', inspection.Findings));
        Assert.That(finding!.What, Does.Contain(what));
        return finding;
    }

    private string WithRecord(string rows) =>
        new TestWheel("demo", "1.0") { Record = rows + "demo-1.0.dist-info/RECORD,,\n" }
            .Add(Module, "# the module demo\n")
            .Write(Folder);
}
