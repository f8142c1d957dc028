using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Any folder of wheels, audited by the launcher where there is no Python.</summary>
public sealed class AuditedFolders
{
    private static readonly Dictionary<string, string> NoPython = new() { ["CAKE_WHEELHOUSE_PYTHON"] = "/no/python" };

    [Test]
    public async Task A_closed_folder_is_closed_for_each_Python_on_each_platform()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "vllm", "1.0", "py3-none-any", "torch; python_version < '3.13'");
        SmallWheel.Write(wheels, "torch", "2.9.0", "cp312-cp312-linux_x86_64");
        SmallWheel.Write(wheels, "spare", "1.0", "py3-none-any");
        var audit = await Audit(wheels, "--python=3.12", "--python=3.13", "--platform=manylinux_2_35_x86_64", "--json");
        var report = JObject.Parse(audit.Succeeded().Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool)report["isClosed"]!);
            Assert.That(report["environments"]!.Select(one => one["needed"]!.Count()), Is.EqualTo([2, 1]));
            Assert.That(report["unneeded"]!.Select(file => (string?)file), Is.EqualTo(["spare-1.0-py3-none-any.whl"]));
            Assert.That(
                audit.Error,
                Does.Contain("closed for cp312 manylinux_2_35_x86_64: vllm and all they need, 2 wheels")
                    .And.Contain("needed by none of the roots: spare-1.0-py3-none-any.whl")
            );
        }
    }

    [Test]
    public async Task What_is_missing_or_cannot_be_installed_is_named_with_its_chain()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "vllm", "1.0", "py3-none-any", "torch", "middle");
        SmallWheel.Write(wheels, "torch", "2.9.0", "cp311-cp311-linux_x86_64");
        SmallWheel.Write(wheels, "middle", "1.0", "py3-none-any", "absent>=2");
        var audit = (await Audit(wheels, "--python=3.12", "--platform=manylinux_2_35_x86_64", "--json")).Failed();
        var report = JObject.Parse(audit.Output);
        var problems = report["environments"]![0]!["problems"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool)report["isClosed"]!, Is.False);
            Assert.That(
                problems.Select(problem => (string?)problem["kind"]),
                Is.EquivalentTo(["no-fitting-tags", "missing-project"])
            );
            Assert.That(audit.Error, Does.Contain("missing-project: vllm -> middle -> absent>=2: no wheel of absent"));
        }
    }

    [Test]
    public async Task All_malformed_wheels_are_named_at_once()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "vllm", "1.0", "py3-none-any");
        await File.WriteAllTextAsync(Path.Combine(wheels, "torch-2.9.0-py3-none-any.whl"), "no archive");
        await File.WriteAllTextAsync(Path.Combine(wheels, "nameless.whl"), "");
        var audit = (await Audit(wheels, "--python=3.12", "--platform=manylinux_2_35_x86_64")).Failed();
        Assert.That(
            audit.Error,
            Does.Contain("2 wheels cannot be read").And.Contain("torch-2.9.0-py3").And.Contain("nameless.whl")
        );
    }

    [Test]
    public async Task Without_a_target_or_wheels_it_says_what_it_needs()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        var noTarget = (await Audit(wheels)).Failed();
        var noWheels = (await Audit(wheels, "--python=3.12", "--platform=win_amd64")).Failed();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(noTarget.Error, Does.Contain("--python=3.12 --platform=manylinux_2_35_x86_64"));
            Assert.That(noWheels.Error, Does.Contain("no wheels (*.whl)"));
        }
    }

    private static Task<Pipeline.Finished> Audit(string wheels, params string[] more) =>
        Pipeline.RunAsync(["--target=Audit-Closure", $"--wheelhouse={wheels}", "--root=vllm", .. more], NoPython);
}
