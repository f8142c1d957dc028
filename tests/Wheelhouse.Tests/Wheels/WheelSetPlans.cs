using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelSetPlans : TestFolder
{
    private const string Torch = "2.9.0a0+git1c57644";

    [Test]
    public void Versions_and_the_pins_on_them_change_together()
    {
        var plan = Plan(
            "release",
            TestWheel.Of("torch", Torch, "filelock"),
            TestWheel.Of("torchvision", "0.24.0a0+98f8b37", "numpy", $"torch=={Torch}")
        );
        Assert.That(
            plan.Wheels.Select(wheel => wheel.FileName.ToString()),
            Is.EqualTo(["torch-2.9.0-py3-none-any.whl", "torchvision-0.24.0-py3-none-any.whl"])
        );
        Assert.That(
            plan.Wheels[1].Pins.Single(),
            Is.EqualTo(new PinEdit(5, $"torch=={Torch}", $"=={Torch}", "==2.9.0"))
        );
        Assert.That(plan.Warnings, Is.Empty);
        Assert.That(
            plan.ToString(),
            Is.EqualTo(
                $"torch-{Torch}-py3-none-any.whl -> torch-2.9.0-py3-none-any.whl\n"
                    + "torchvision-0.24.0a0+98f8b37-py3-none-any.whl -> torchvision-0.24.0-py3-none-any.whl\n"
                    + $"  line 5: torch=={Torch}: =={Torch} -> ==2.9.0"
            )
        );
    }

    [TestCase("torch==2.9.0a0+git1c57644", "torch==2.9.0")]
    [TestCase("Torch[opt] ( == 2.9.0a0+git1c57644 ) ; extra == 'x'", "Torch[opt] ( == 2.9.0 ) ; extra == 'x'")]
    [TestCase("torch==2.9.0.a0+GIT1c57644", "torch==2.9.0")]
    [TestCase("torch==2.9.0a0", "torch==2.9.0")]
    [TestCase("torch>=2.9.0a0 , ==2.9a0", "torch>=2.9.0a0 , ==2.9.0")]
    [TestCase("torch===2.9.0a0+git1c57644", "torch===2.9.0")]
    [TestCase("torch!=2.9.0a0+git1c57644", "torch!=2.9.0")]
    [TestCase("torch==2.9.0a0+git1c57644,!=2.8.1", "torch==2.9.0,!=2.8.1")]
    [TestCase("torch>=2.9.0a0", null)]
    [TestCase("torch<2.9.0", null)]
    [TestCase("torch>=2.8,<3", null)]
    [TestCase("torch~=2.8", null)]
    [TestCase("torch==2.9.*", null)]
    [TestCase("torch==2.9.0a0+git9999999", null)]
    [TestCase("torch==2.8.0", null)]
    [TestCase("torch", null)]
    [TestCase("torchaudio==2.9.0a0+git1c57644", null)]
    public void A_pin_follows_a_release(string requirement, string? after) => Pin("release", requirement, after);

    [TestCase("torch==2.9.0a0+git1c57644", "torch==2.9.0a0")]
    [TestCase("torch===2.9.0a0+git1c57644", "torch===2.9.0a0")]
    [TestCase("torch!=2.9.0a0+git1c57644", "torch!=2.9.0a0")]
    [TestCase("torch==2.9.0a0", null)]
    [TestCase("torch===2.9.0a0", null)]
    [TestCase("torch<=2.9.0a0", null)]
    [TestCase("torch~=2.9.0a0", null)]
    public void A_pin_follows_to_the_public_version(string requirement, string? after) =>
        Pin("public", requirement, after);

    [TestCase("torch==2.9.0a0+git1c57644", "torch==2.9.0a0+rocm7.1")]
    [TestCase("torch===2.9.0a0+git1c57644", "torch===2.9.0a0+rocm7.1")]
    [TestCase("torch==2.9.0a0", "torch==2.9.0a0+rocm7.1")]
    [TestCase("torch<=2.9.0a0", null)]
    [TestCase("torch==2.9.*", null)]
    public void A_pin_follows_to_another_label(string requirement, string? after) =>
        Pin("local:rocm7.1", requirement, after);

    [TestCase("torch<=2.9.0a0")]
    [TestCase("torch<2.9.0rc1")]
    [TestCase("torch==2.9.0a0+git1c57644,<=2.9.0a0")]
    [TestCase("torch>2.8,!=2.9.0")]
    public void A_range_that_would_no_longer_hold_is_refused(string requirement)
    {
        var error = Refused(
            "release",
            TestWheel.Of("torch", Torch),
            TestWheel.Of("vision", "1.0", "numpy", requirement)
        );
        Assert.That(
            error.Refusals.Single(),
            Does.Contain("vision-1.0-py3-none-any.whl, METADATA line 5").And.Contains(requirement).And.Contains("2.9.0")
        );
    }

    [Test]
    public void All_refusals_are_told_at_once()
    {
        var error = Refused(
            "release",
            TestWheel.Of("torch", Torch),
            TestWheel.Of("vision", "1.0", "torch<=2.9.0a0"),
            TestWheel.Of("audio", "1.0", "torch<2.9rc1", "torch<=2.9a0"),
            new TestWheel("audio", "1.0.dev1")
        );
        Assert.That(error.Refusals, Has.Count.EqualTo(4));
        Assert.That(
            error.Refusals[0],
            Does.Contain("audio-1.0-py3").And.Contains("audio-1.0.dev1-py3").And.Contains("would both be")
        );
    }

    [Test]
    public void Wheels_that_meet_in_spelling_alone_are_refused()
    {
        var error = Refused("release", new TestWheel("Foo", "1.0"), new TestWheel("foo", "1.0.0+x"));
        Assert.That(error.Refusals.Single(), Does.Contain("Foo-1.0-").And.Contains("foo-1.0.0+x-"));
    }

    [Test]
    public void Wheels_of_one_version_and_several_tags_may_share_a_pin()
    {
        var plan = Plan(
            "release",
            new TestWheel("torch", Torch, "cp311-cp311-linux_x86_64"),
            new TestWheel("torch", Torch, "cp312-cp312-linux_x86_64"),
            TestWheel.Of("vision", "1.0", $"torch=={Torch}")
        );
        Assert.That(plan.Wheels[2].Pins.Single().After, Is.EqualTo("==2.9.0"));
    }

    [Test]
    public void A_pin_that_two_versions_satisfied_must_satisfy_both()
    {
        var error = Refused(
            "local:rocm7.1",
            new TestWheel("torch", "2.9.0", "cp311-cp311-linux_x86_64"),
            new TestWheel("torch", "2.8.0+x", "cp312-cp312-linux_x86_64"),
            TestWheel.Of("vision", "1.0", "torch===2.9.0", "torch!=2.8.0+rocm7.1")
        );
        Assert.That(error.Refusals.Single(), Does.Contain("line 5"));
    }

    [Test]
    public void An_untouched_arbitrary_pin_is_warned_of()
    {
        var plan = Plan("release", TestWheel.Of("torch", "2.9.0+x"), TestWheel.Of("vision", "1.0", "torch===2.9.0"));
        Assert.That(plan.Wheels[1].IsUnchanged, Is.True);
        Assert.That(plan.Warnings.Single(), Does.Contain("vision-1.0").And.Contains("line 4").And.Contains("===2.9.0"));
    }

    [Test]
    public void An_exclusion_is_warned_of()
    {
        var plan = Plan(
            "release",
            TestWheel.Of("torch", Torch),
            TestWheel.Of("vision", "1.0+x", $"torch!={Torch}", "torch!=2.9.0a0")
        );
        Assert.That(plan.Warnings, Has.Count.EqualTo(2));
        Assert.That(plan.Warnings, Has.All.Contains("vision-1.0+x"));
    }

    [Test]
    public void A_url_is_left_and_warned_of()
    {
        var plan = Plan(
            "release",
            TestWheel.Of("torch", Torch),
            TestWheel.Of("vision", "1.0+x", $"torch @ file:///torch-{Torch}.whl")
        );
        Assert.That(plan.Wheels[1].Pins, Is.Empty);
        Assert.That(plan.Warnings.Single(), Does.Contain("line 4").And.Contains("names a URL"));
    }

    [Test]
    public void A_wheel_whose_version_and_pins_stay_is_unchanged()
    {
        var plan = Plan("release", TestWheel.Of("torch", Torch), TestWheel.Of("numpy", "2.1.0", "torch>=2"));
        Assert.That(plan.Wheels[1].IsUnchanged, Is.True);
        Assert.That(plan.ToString(), Does.Contain("numpy-2.1.0-py3-none-any.whl stays"));
    }

    [Test]
    public void Pins_that_change_without_the_version_are_warned_of()
    {
        var plan = Plan("release", TestWheel.Of("torch", Torch), TestWheel.Of("vision", "1.0", $"torch=={Torch}"));
        Assert.That(plan.Wheels[1].FileName, Is.EqualTo(plan.Wheels[1].OriginalFileName));
        Assert.That(plan.Wheels[1].IsUnchanged, Is.False);
        Assert.That(plan.Warnings.Single(), Does.Contain("vision-1.0").And.Contains("its version does not"));
    }

    [Test]
    public void Pins_follow_what_was_renamed_before()
    {
        var known = Known(("torch", Torch, "2.9.0"));
        var plan = Plan("release", known, TestWheel.Of("vllm", "0.11.1+rocm710", $"torch=={Torch}"));
        Assert.That(plan.Wheels[0].Pins.Single().After, Is.EqualTo("==2.9.0"));
    }

    [Test]
    public void What_was_renamed_before_may_be_renamed_again()
    {
        var known = Known(("torch", Torch, "2.9.0"));
        var plan = Plan(
            "local:rocm7.1",
            known,
            TestWheel.Of("torch", "2.9.0"),
            TestWheel.Of("vllm", "1.0", $"torch=={Torch}")
        );
        Assert.That(plan.Wheels[1].Pins.Single().After, Is.EqualTo("==2.9.0+rocm7.1"));
    }

    [Test]
    public void A_rename_before_that_the_set_contradicts_is_refused()
    {
        var error = Assert.Throws<WheelSetRefusedException>(() =>
            Plan("release", Known(("torch", Torch, "2.9.1")), TestWheel.Of("torch", Torch))
        );
        Assert.That(error!.Refusals.Single(), Does.Contain("2.9.1").And.Contains("2.9.0"));
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    public void Nothing_but_versions_changes_in_the_metadata(string lineEnd)
    {
        var text =
            "Metadata-Version: 2.1\nName: Vision\nVersion:   0.24.0a0+98f8b37 \nSummary: d\u00e9j\u00e0 vu 0.24.0a0+98f8b37\n"
            + $"Requires-Dist: numpy\nRequires-Dist: torch\n\t==\n {Torch} ;\n extra == '\u00e9'\nrequires-dist:torch ({"=="}{Torch})\n"
            + $"License: two\n        Version: 0.24.0a0+98f8b37\n\nVersion: 0.24.0a0+98f8b37\nRequires-Dist: torch=={Torch}\n\u2603";
        var wheel = new TestWheel("vision", "0.24.0a0+98f8b37").Metadata(text.ReplaceLineEndings(lineEnd));
        var plan = Plan("release", TestWheel.Of("torch", Torch), wheel);
        var expected = text.Replace("Version:   0.24.0a0+98f8b37 \n", "Version:   0.24.0 \n", StringComparison.Ordinal)
            .Replace($"\t==\n {Torch} ;", "\t==\n 2.9.0 ;", StringComparison.Ordinal)
            .Replace($"(=={Torch})", "(==2.9.0)", StringComparison.Ordinal);
        Assert.That(
            Encoding.UTF8.GetString(plan.Wheels[1].Metadata.Span),
            Is.EqualTo(expected.ReplaceLineEndings(lineEnd))
        );
    }

    [Test]
    public void A_wheel_that_cannot_be_edited_is_refused_by_name()
    {
        var error = Refused("release", new TestWheel("torch", Torch) { Record = "a,b\n" });
        Assert.That(
            error.Refusals.Single(),
            Does.Contain($"torch-{Torch}-py3-none-any.whl").And.Contains("RECORD line 1")
        );
    }

    [Test]
    public void Data_folders_that_would_meet_are_refused()
    {
        var wheel = TestWheel.Of("demo", "1.0+x").Add("demo-1.0+x.data/a", "").Add("Demo-1.0.0+x.data/a", "");
        Assert.That(Refused("release", wheel).Refusals.Single(), Does.Contain("demo-1.0.data/a"));
    }

    [Test]
    public void A_foreign_data_folder_is_warned_of()
    {
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x").Add("other.data/a", "").Add("other.data/b", ""));
        Assert.That(plan.Warnings.Single(), Does.Contain("demo-1.0+x").And.Contains("'other.data'"));
    }

    [Test]
    public void Files_that_still_say_the_old_version_are_warned_of()
    {
        var plan = Plan(
            "release",
            TestWheel
                .Of("torch", Torch)
                .Add("torch/version.py", $"__version__ = '{Torch}'\n")
                .Add("torch/_version.py", "9")
        );
        Assert.That(plan.Warnings.Single(), Does.Contain("torch/version.py still says " + Torch));
    }

    [Test]
    public void Rows_without_a_member_are_warned_of_and_left_out()
    {
        var rows = string.Concat(Enumerable.Range(0, 5).Select(i => $"gone{i}.py,sha256=abc,1\n"));
        const string Rest = "demo-1.0+x.dist-info/METADATA,,\ndemo-1.0+x.dist-info/WHEEL,,\n";
        var plan = Plan("release", new TestWheel("demo", "1.0+x") { Record = rows + Rest });
        Assert.That(plan.Warnings.Single(), Does.EndWith("'gone0.py', 'gone1.py', 'gone2.py' and 2 more"));
    }

    [Test]
    public void Members_without_a_row_are_refused()
    {
        var wheel = new TestWheel("demo", "1.0+x") { Record = "demo-1.0+x.dist-info/METADATA,,\n" }.Add("evil.py", "");
        var refusal = Refused("release", wheel).Refusals.Single();
        Assert.That(
            refusal,
            Does.Contain("demo-1.0+x.dist-info/RECORD").And.Contains("'evil.py', 'demo-1.0+x.dist-info/WHEEL'")
        );
    }

    [Test]
    public void A_wheel_that_changed_since_it_was_read_is_refused()
    {
        var wheel = TestWheel.Of("demo", "1.0+x");
        var read = WheelFile.Read(wheel.Write(Folder));
        wheel.Requires("more").Write(Folder);
        var error = Assert.Throws<WheelSetRefusedException>(() => WheelSetRewriter.Plan([read], VersionPolicy.Release));
        Assert.That(error!.Refusals.Single(), Does.Contain("changed"));
    }

    private static Dictionary<(ProjectName, PythonVersion), PythonVersion> Known(
        params IEnumerable<(string Project, string Old, string New)> renames
    ) =>
        renames.ToDictionary(
            rename => (ProjectName.Parse(rename.Project), PythonVersion.Parse(rename.Old)),
            rename => PythonVersion.Parse(rename.New)
        );

    private void Pin(string policy, string requirement, string? after)
    {
        var plan = Plan(policy, TestWheel.Of("torch", Torch), TestWheel.Of("vision", "1.0", requirement));
        var metadata = Encoding.UTF8.GetString(plan.Wheels[1].Metadata.Span);
        Assert.That(metadata, Does.Contain($"\nRequires-Dist: {after ?? requirement}\n"));
        Assert.That(plan.Wheels[1].Pins, Has.Count.EqualTo(after is null ? 0 : 1));
    }

    private WheelSetRefusedException Refused(string policy, params IReadOnlyList<TestWheel> wheels) =>
        Assert.Throws<WheelSetRefusedException>(() => Plan(policy, wheels))!;

    private WheelSetPlan Plan(string policy, params IReadOnlyList<TestWheel> wheels) => Plan(policy, [], wheels);

    private WheelSetPlan Plan(
        string policy,
        Dictionary<(ProjectName, PythonVersion), PythonVersion> known,
        params IReadOnlyList<TestWheel> wheels
    ) =>
        WheelSetRewriter.Plan(
            [.. wheels.Select(wheel => WheelFile.Read(wheel.Write(Folder)))],
            VersionPolicy.Parse(policy),
            known
        );
}
