using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>What comes before a build, as a user runs it: the machine looked at, the release found and checked out.</summary>
public sealed class ResolvedReleases
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("resolved ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_release_is_planned_then_checked_out_and_a_changed_checkout_is_refused()
    {
        var remote = Path.Combine(folder, "remote");
        Git("init", "--quiet", remote);
        Git("-C", remote, "commit", "--quiet", "--allow-empty", "--message=release");
        Git("-C", remote, "tag", "v0.11.0");
        string[] arguments =
        [
            "--target=Resolve-Release",
            "--recipe=rocm-7.1-gfx942",
            "--vllm=latest",
            $"--repository={remote}",
            $"--artifacts={folder}/out",
            "--json",
        ];
        var plan = (await Pipeline.RunAsync([.. arguments, "--plan"])).Succeeded();
        Assert.That(plan.Error, Does.Contain("clone --quiet --filter=blob:none"));
        Assert.That(Path.Combine(folder, "out"), Does.Not.Exist);

        var run = (await Pipeline.RunAsync(arguments)).Succeeded();
        var recorded = await File.ReadAllTextAsync(Path.Combine(folder, "out/src/release.json"));
        Assert.That(JObject.Parse(run.Output), Is.EqualTo(JObject.Parse(recorded)));
        Assert.That((string?)JObject.Parse(recorded)["version"], Is.EqualTo("0.11.0"));

        await File.WriteAllTextAsync(Path.Combine(folder, "out/src/vllm/mine.txt"), "");
        Assert.That((await Pipeline.RunAsync(arguments)).Failed().Error, Does.Contain("?? mine.txt"));
    }

    [Test]
    public async Task A_machine_that_cannot_run_the_recipe_is_told_so()
    {
        string[] arguments =
        [
            "--target=Doctor",
            "--json",
            $"--docker-host=unix://{folder}/none",
            $"--artifacts={folder}/out",
        ];
        var findings = JObject.Parse((await Pipeline.RunAsync([.. arguments, "--recipe=stand-in"])).Failed().Output);
        Assert.That((bool)findings["isReady"]!, Is.False);
        Assert.That(
            findings["checks"]!
                .Where(check => (string?)check["status"] == "failing")
                .Select(check => (string?)check["name"]),
            Is.EqualTo(["Docker"])
        );
        var able = JObject.Parse((await Pipeline.RunAsync(arguments)).Succeeded().Output);
        Assert.That((bool)able["isReady"]!, Is.True);
        Assert.That(
            able["checks"]!.Select(check => (string?)check["name"]),
            Is.SupersetOf(new[] { "store permissions", "store conditions" })
        );
        var lost = (await Pipeline.RunAsync([.. arguments, "--store=file:///proc/nope"])).Failed();
        Assert.That(lost.Error, Does.Contain("this machine is not ready: store permissions"));
    }

    private static void Git(params string[] arguments)
    {
        string[] author = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgSign=false"];
        using var process = Process.Start("git", [.. author, .. arguments]);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
