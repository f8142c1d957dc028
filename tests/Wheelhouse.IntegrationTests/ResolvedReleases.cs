using System.Diagnostics;
using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

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
    public async Task A_release_is_published_once_each_build_of_its_matrix_is()
    {
        var remote = Path.Combine(folder, "remote");
        Git("init", "--quiet", remote);
        Git("-C", remote, "commit", "--quiet", "--allow-empty", "--message=release");
        Git("-C", remote, "tag", "v0.11.0");
        string[] gpus = ["gfx90a", "gfx942"];
        string[] labels = [.. gpus.SelectMany(gpu => new[] { $"rocm7.1.{gpu}.cp311", $"rocm7.1.{gpu}.cp312" })];

        Publish(labels[..2]);
        Assert.That(await CheckAsync("gfx1100"), Is.EqualTo(("false", "", "0.11.0")));
        Assert.That(
            await CheckAsync(gpus),
            Is.EqualTo(("false", string.Join(' ', labels[..2]), string.Join(' ', labels[2..])))
        );
        Publish(labels);
        Assert.That(await CheckAsync(gpus), Is.EqualTo(("true", string.Join(' ', labels), "")));

        void Publish(IEnumerable<string> published)
        {
            var vllm = ProjectName.Parse("vllm");
            var page = ProjectPage.Create(
                vllm,
                [
                    .. published
                        .Select(label => WheelFileName.Parse($"vllm-0.11.0+{label}-cp38-abi3-linux_x86_64.whl"))
                        .Select(file => new IndexFile(file, IndexLayout.FileUrl(file), new string('0', 64), 1)),
                ]
            );
            var path = Path.Combine(folder, "store", IndexLayout.ProjectJson(vllm));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, ProjectPageJson.Render(page));
        }

        async Task<(string? Output, string Published, string Missing)> CheckAsync(params string[] asked)
        {
            var outputs = Path.Combine(folder, $"outputs-{Guid.NewGuid():N}");
            var run = await Pipeline.RunAsync(
                [
                    "--target=Check-Release",
                    "--recipe=rocm-7.1-gfx942",
                    "--vllm=latest",
                    $"--repository={remote}",
                    $"--rocm-arch={string.Join(';', asked)}",
                    .. asked.Length > 1 ? ["--python-version=3.11", "--python-version=3.12"] : Array.Empty<string>(),
                    $"--store={new Uri(Path.Combine(folder, "store")).AbsoluteUri}",
                    $"--artifacts={folder}/out",
                    "--json",
                ],
                new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_OUTPUT"] = outputs }
            );
            var found = JObject.Parse(run.Succeeded().Output);
            var written = await File.ReadAllLinesAsync(outputs);
            return (
                written.Single(line => line.StartsWith("published=", StringComparison.Ordinal)).Split('=')[1],
                Labels(found["published"]!),
                Labels(found["missing"]!)
            );
        }

        static string Labels(JToken versions) =>
            string.Join(
                ' ',
                versions.Select(version => ((string)version!).Replace("0.11.0+", "", StringComparison.Ordinal))
            );
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
