using System.Diagnostics;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>What is published is installed in a container that has nothing of this machine.</summary>
[NonParallelizable]
public sealed class CleanContainers
{
    private const string Image = "wheelhouse-stand-in-base:bookworm";
    private static readonly string[] Python = File.Exists("/usr/bin/python3") ? ["--python=/usr/bin/python3"] : [];

    private TemporaryFolder run = null!;
    private DockerServer engine = null!;

    [OneTimeSetUp]
    public async Task Publish()
    {
        engine = await DockerServers.EngineAsync();
        run = new TemporaryFolder();
        (
            await Pipeline.RunAsync(
                ["--target=Make-Stand-Ins", "--docker", $"--artifacts={run["image"]}", .. Python],
                engine.Variables
            )
        ).Succeeded();
        (await Pipeline.RunAsync(["--target=Rehearse", $"--artifacts={run["artifacts"]}", .. Python], [])).Succeeded();
    }

    [OneTimeTearDown]
    public void RemoveFolders() => run?.Dispose();

    [TearDown]
    public void NoContainerIsLeft() =>
        Assert.That(engine.Lines("ps", "--all", "--quiet", "--filter", "label=io.wheelhouse.run"), Is.Empty);

    [Test]
    public async Task It_installs_and_imports_and_says_what_it_could_not_check()
    {
        var output = (await VerifyAsync(Image, "--verify-import=torch", "--verify-import=vllm")).Succeeded().Output;
        Assert.That(
            output,
            Does.Match($@"distributions installed for cp3\d+ manylinux_\S+ in {Image}, each from the index")
        );
        Assert.That(output, Does.Contain("imported: torch, vllm").And.Contain("  torch 2.9.0"));
        Assert.That(output, Does.Contain("torch.version.hip is 7.1.25424"));
        Assert.That(
            output,
            Does.Contain(
                "not checked: that a kernel runs on a GPU (the container has no GPU: give it this machine's with --devices)"
            )
        );
    }

    [Test]
    public async Task Devices_that_are_not_there_fail_it_once_all_else_was_checked()
    {
        if (File.Exists("/dev/kfd"))
        {
            Assert.Ignore("lacks a machine without GPUs");
        }

        var failed = (await VerifyAsync(Image, "--verify-import=vllm", "--devices")).Failed().Text;
        Assert.That(failed, Does.Contain("imported: vllm").And.Contain("torch.version.hip is 7.1.25424"));
        Assert.That(failed, Does.Contain("no kernel was run: /dev/kfd").And.Contain("at: --devices=/dev/kfd;/dev/dri"));
    }

    [Test]
    public async Task An_image_that_nobody_has_is_told()
    {
        var failed = (await VerifyAsync("127.0.0.1:1/none:1")).Failed().Text;
        Assert.That(failed, Does.Contain("pulling 127.0.0.1:1/none:1").And.Contain("docker pull 127.0.0.1:1/none:1"));
        Assert.That(failed, Does.Contain("the engine neither has this image nor gets it"));
    }

    [Test]
    public async Task A_failing_import_is_told_with_its_traceback()
    {
        var failed = (await VerifyAsync(Image, "--verify-import=vllm.nothing")).Failed().Text;
        Assert.That(failed, Does.Contain("import vllm.nothing failed with exit code 1"));
        Assert.That(failed, Does.Contain("ModuleNotFoundError").And.Contain("docker exec wheelhouse-"));
    }

    [Test]
    public async Task A_stop_removes_the_container()
    {
        using var process = Pipeline.Start(Arguments(Image), engine.Variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var watch = Stopwatch.StartNew();
        while (engine.Lines("ps", "--quiet", "--filter", "label=io.wheelhouse.run=verification").Length == 0)
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)));
            await Task.Delay(50);
        }

        RealWheels.Run("kill", ["-TERM", $"{process.Id}"], run.Path);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(1), await output);
        Assert.That(await error, Does.Contain("stopping"));
    }

    private Task<Pipeline.Finished> VerifyAsync(string image, params string[] more) =>
        Pipeline.RunAsync([.. Arguments(image), .. more], engine.Variables);

    private string[] Arguments(string image) =>
        [
            "--target=Verify-Install",
            $"--docker-image={image}",
            $"--store=file://{run["artifacts", "store"].Replace(" ", "%20")}",
            $"--artifacts={run["verification"]}",
        ];
}
