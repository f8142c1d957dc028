using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class AddedPins : RewritingTests
{
    private static readonly ProjectPin Torch = Pin("torch", "2.9.0");

    [TestCase("torch==2.9.0", PinStrength.Exact)]
    [TestCase("Torch[opt] (==2.9)", PinStrength.Exact)]
    [TestCase("torch===2.9.0", PinStrength.Exact)]
    [TestCase("torch>=2.5,==2.9.0", PinStrength.Exact)]
    [TestCase("torch>=2.5", PinStrength.Loose)]
    [TestCase("torch==2.9.*", PinStrength.Loose)]
    [TestCase("torch", PinStrength.Loose)]
    [TestCase("torch==2.8.0", PinStrength.Contradicted)]
    [TestCase("torch==2.9.0+rocm7.1", PinStrength.Contradicted)]
    [TestCase("torch @ https://example.org/torch-2.9.0-py3-none-any.whl", PinStrength.Contradicted)]
    [TestCase("torch==2.9.0; python_version >= '3.8'", PinStrength.Missing)]
    [TestCase("torch==2.9.0; extra == 'fast'", PinStrength.Missing)]
    [TestCase("torchvision==2.9.0", PinStrength.Missing)]
    public void A_wheel_pins_exactly_loosely_or_not_at_all(string requirement, PinStrength strength)
    {
        var wheel = WheelFile.Read(TestWheel.Of("vllm", "0.11.0", requirement).Write(Folder));
        Assert.That(PinAudit.Check(wheel.Metadata, [Torch]).Single().Strength, Is.EqualTo(strength));
    }

    [Test]
    public void A_pin_on_a_public_version_is_none_on_a_local_one()
    {
        var wheel = WheelFile.Read(TestWheel.Of("vllm", "0.11.0", "torch==2.9.0").Write(Folder));
        var audited = PinAudit.Check(wheel.Metadata, [Pin("torch", "2.9.0+rocm7.1")]).Single();
        Assert.That(audited.Strength, Is.EqualTo(PinStrength.Loose));
        Assert.That($"{audited}", Is.EqualTo("torch==2.9.0+rocm7.1: 'torch==2.9.0'"));
    }

    [Test]
    public async Task What_is_missing_is_added_and_nothing_else_changes()
    {
        var wheel = new TestWheel("vllm", "0.11.0").Metadata(
            "Metadata-Version: 2.1\r\nName: vllm\r\nVersion: 0.11.0\r\nRequires-Dist: torch>=2.5\r\n"
                + "Requires-Dist: numpy; \r\n python_version >= '3.8'\r\nProvides-Extra: x\r\n\r\nRequires-Dist: of the body\r\n"
        );
        var plan = Plan(wheel, Torch, Pin("triton", "3.5.0"), Pin("numpy", "2.1"));
        Assert.That(
            $"{plan.Wheels[0]}",
            Is.EqualTo(
                "vllm-0.11.0-py3-none-any.whl -> vllm-0.11.0-py3-none-any.whl\n"
                    + "  requires triton==3.5.0 too\n  requires numpy==2.1 too"
            )
        );
        Assert.That(plan.Warnings.Single(), Does.Contain("its pins change and its version does not"));
        var written = (await WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)).Single();
        Assert.That(
            Encoding.UTF8.GetString(written.Metadata.Span),
            Is.EqualTo(
                "Metadata-Version: 2.1\r\nName: vllm\r\nVersion: 0.11.0\r\nRequires-Dist: torch>=2.5\r\n"
                    + "Requires-Dist: numpy; \r\n python_version >= '3.8'\r\nRequires-Dist: triton==3.5.0\r\n"
                    + "Requires-Dist: numpy==2.1\r\nProvides-Extra: x\r\n\r\nRequires-Dist: of the body\r\n"
            )
        );
        Assert.That(PythonTool.Run(Verify, written.Path), Is.EqualTo("good"));
        var audited = PinAudit.Check(WheelFile.Read(written.Path).Metadata, [Torch, Pin("triton", "3.5.0")]);
        Assert.That(audited.Select(pin => pin.Strength), Is.EqualTo(new[] { PinStrength.Loose, PinStrength.Exact }));
    }

    [TestCase("Metadata-Version: 2.1\nName: vllm\nVersion: 0.11.0\n")]
    [TestCase("Metadata-Version: 2.1\nName: vllm\nVersion: 0.11.0")]
    [TestCase("Metadata-Version: 2.1\nVersion: 0.11.0\nName: vllm\n\nThe body.\n")]
    public async Task A_wheel_without_requirements_gets_them_behind_its_headers(string metadata)
    {
        var written = await WheelSetRewriter.ApplyAsync(
            Plan(new TestWheel("vllm", "0.11.0").Metadata(metadata), Torch),
            Output,
            CancellationToken.None
        );
        var read = WheelFile.Read(written.Single().Path).Metadata;
        Assert.That($"{read.RequiresDist.Single()}", Is.EqualTo("torch==2.9.0"));
        Assert.That(read.Body.Length, Is.EqualTo(metadata.Contains("body", StringComparison.Ordinal) ? 10 : 0));
    }

    [Test]
    public void A_wheel_that_requires_everything_already_stays()
    {
        var wheel = TestWheel.Of("vllm", "0.11.0", "torch==2.9.0");
        Assert.That(Plan(wheel, Torch).Wheels.Single().IsUnchanged, Is.True);
    }

    [TestCase("torch==2.8.0; extra == 'old'")]
    [TestCase("torch @ https://example.org/t.whl ; extra == 'old'")]
    public void A_pin_that_would_shut_an_extra_out_is_refused(string requirement)
    {
        var error = Assert.Throws<WheelSetRefusedException>(() =>
            Plan(TestWheel.Of("vllm", "0.11.0", requirement), Torch)
        );
        Assert.That(error!.Refusals.Single(), Does.Contain("torch==2.9.0 cannot be added beside 'torch"));
    }

    [Test]
    public void Pins_follow_versions_and_are_added_in_one_pass()
    {
        var wheels = new[]
        {
            TestWheel.Of("torch", "2.9.0a0+git1"),
            TestWheel.Of("vllm", "0.11.0+x", "torch==2.9.0a0+git1"),
        }
            .Select(wheel => WheelFile.Read(wheel.Write(Folder)))
            .ToList();
        var plan = WheelSetRewriter.Plan(
            wheels,
            new WheelSetChanges
            {
                PolicyOf = _ => VersionPolicy.Release,
                PinsOf = wheel => wheel == wheels[1] ? [Pin("triton", "3.5.0")] : [],
            }
        );
        Assert.That(
            CoreMetadata.Parse(plan.Wheels[1].Metadata, "").RequiresDist.Select(requirement => $"{requirement}"),
            Is.EqualTo(new[] { "torch==2.9.0", "triton==3.5.0" })
        );
        Assert.That(plan.Wheels[0].AddedPins, Is.Empty);
    }

    private static ProjectPin Pin(string project, string version) =>
        new(ProjectName.Parse(project), PythonVersion.Parse(version));

    private WheelSetPlan Plan(TestWheel wheel, params ProjectPin[] pins) =>
        WheelSetRewriter.Plan([WheelFile.Read(wheel.Write(Folder))], new WheelSetChanges { PinsOf = _ => pins });
}
