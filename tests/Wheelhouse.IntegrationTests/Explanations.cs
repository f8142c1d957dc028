using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Why a project is in a folder of wheels, asked of the launcher where there is no Python.</summary>
public sealed class Explanations
{
    private static readonly Dictionary<string, string> NoPython = new() { ["CAKE_WHEELHOUSE_PYTHON"] = "/no/python" };

    [Test]
    public async Task A_project_is_told_with_who_pins_it_and_what_it_brings()
    {
        using var run = new TemporaryFolder();
        var wheels = Set(run);
        var told = (
            await ExplainAsync(wheels, "torch", "--python=3.12", "--platform=manylinux_2_35_x86_64", "--json")
        ).Succeeded();
        var data = JObject.Parse(told.Output);
        var environment = data["environments"]!.Single();
        var size = new[] { "torch-*", "numpy-*" }.Sum(name =>
            new FileInfo(Directory.GetFiles(wheels, name).Single()).Length
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)environment["taken"]!["file"], Does.StartWith("torch-2.9.0-"));
            Assert.That(
                environment["requiredBy"]!.Select(by => $"{by["pins"]} {string.Join(" | ", by["chain"]!)}"),
                Is.EquivalentTo(["True vllm | torch==2.9.0", "False vllm | middle | torch>=2"])
            );
            Assert.That(
                environment["brings"]!.Select(file => (string?)file["file"]),
                Is.EqualTo(["numpy-2.0-py3-none-any.whl"])
            );
            Assert.That((long)environment["size"]!, Is.EqualTo(size));
            Assert.That(told.Error, Does.Match("vllm 1.0 +torch==2.9.0 +pins it +vllm -> torch==2.9.0"));
            Assert.That(told.Error, Does.Match("middle 1.0 +torch>=2 +vllm -> middle -> torch>=2"));
            Assert.That(told.Error, Does.Contain("it brings 1 more").And.Contain("`-- numpy 2.0"));
        }
    }

    [Test]
    public async Task A_project_that_is_not_there_is_refused_with_the_nearest_names()
    {
        using var run = new TemporaryFolder();
        var wheels = Set(run);
        var refused = await ExplainAsync(wheels, "torhc", "--python=3.12", "--platform=manylinux_2_35_x86_64");
        Assert.That(
            refused.Failed().Error,
            Does.Contain("there is no wheel of torhc").And.Contain("did you mean torch?")
        );
        var missing = await ExplainAsync(wheels, "absent", "--python=3.13", "--platform=manylinux_2_35_x86_64");
        Assert.That(missing.Failed().Error, Does.Contain("and it is required: vllm -> middle -> absent>=1"));
        var nothing = await ExplainAsync(wheels, "torch");
        Assert.That(nothing.Failed().Error, Does.Contain("a Python and a platform to audit for are needed"));
    }

    private static string Set(TemporaryFolder run)
    {
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "vllm", "1.0", "py3-none-any", "torch==2.9.0", "middle");
        SmallWheel.Write(wheels, "torch", "2.9.0", "cp312-cp312-linux_x86_64", "numpy");
        SmallWheel.Write(wheels, "middle", "1.0", "py3-none-any", "torch>=2", "absent>=1; python_version >= '3.13'");
        SmallWheel.Write(wheels, "numpy", "2.0", "py3-none-any");
        return wheels;
    }

    private static Task<Pipeline.Finished> ExplainAsync(string wheels, string project, params string[] arguments) =>
        Pipeline.RunAsync(
            ["--target=Explain", $"--project={project}", $"--wheelhouse={wheels}", .. arguments],
            NoPython
        );
}
