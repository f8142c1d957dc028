using System.IO.Compression;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Building;

/// <summary>What a program that ended well may have left in place of the repaired wheel.</summary>
public sealed class RepairedWheels
{
    private const string Before = "cp311-abi3-linux_x86_64";
    private const string After = "cp311-abi3-manylinux_2_36_x86_64";

    private string folder = "";

    private string Written => Path.Combine(folder, "written");

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("repaired ").FullName;
        Directory.CreateDirectory(Written);
        Write("demo", "1.0", Before, folder);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase(After)]
    [TestCase("cp311-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64")]
    public void The_wheel_with_other_platforms_is_taken(string tag)
    {
        Write("demo", "1.0", tag);
        Assert.That(ReadBack().FileName!.TagText, Is.EqualTo(tag));
    }

    [Test]
    public void No_wheel_is_refused() => Refused("it wrote no wheel");

    [Test]
    public void Two_files_are_refused()
    {
        Write("demo", "1.0", After);
        File.WriteAllText(Path.Combine(Written, "more"), "");
        Refused($"it wrote 2 files: 'demo-1.0-{After}.whl', 'more'");
    }

    [TestCase("other", "1.0", After)]
    [TestCase("demo", "1.1", After)]
    [TestCase("demo", "1.0", "cp312-abi3-manylinux_2_36_x86_64")]
    public void Another_wheel_is_refused(string name, string version, string tag)
    {
        Write(name, version, tag);
        Refused($"'{name}-{version}-{tag}.whl' is another wheel's name");
    }

    [Test]
    public void A_wheel_that_promises_nothing_is_refused()
    {
        Write("demo", "1.0", Before);
        Refused("has the platform linux_x86_64, which promises nothing");
    }

    [Test]
    public void Other_requirements_are_refused()
    {
        Write("demo", "1.0", After, Written, "more");
        Refused("its METADATA is not that of the wheel");
    }

    [Test]
    public void A_member_that_RECORD_does_not_name_is_refused()
    {
        Write("demo", "1.0", After);
        using (var wheel = ZipFile.Open(Path.Combine(Written, $"demo-1.0-{After}.whl"), ZipArchiveMode.Update))
        {
            wheel.CreateEntry("demo.libs/libmore.so").Open().Dispose();
        }

        Refused("demo.libs/libmore.so: it has no row in RECORD");
    }

    [Test]
    public void What_is_no_wheel_is_refused()
    {
        File.WriteAllText(Path.Combine(Written, $"demo-1.0-{After}.whl"), "torn");
        Refused("Error: ");
    }

    private void Refused(string problem) =>
        Assert.That(
            ReadBack,
            Throws
                .TypeOf<RepairedWheelRefusedException>()
                .With.Message.Contains($"did not leave a sound repaired 'demo-1.0-{Before}.whl'")
                .And.Message.Contains(problem)
                .And.Message.Contains("at: auditwheel repair")
        );

    private Wheelhouse.Inspection.WheelInspection ReadBack() =>
        WheelRepair.ReadBack(
            WheelFile.Read(Path.Combine(folder, $"demo-1.0-{Before}.whl")),
            Written,
            [],
            "auditwheel repair",
            CancellationToken.None
        );

    private void Write(string name, string version, string tag, string? into = null, params string[] requires) =>
        StandInWheel.Write(
            new StandIn(name, version, tag, requires, [], new Dictionary<string, string> { ["demo/__init__.py"] = "" }),
            into ?? Written
        );
}
