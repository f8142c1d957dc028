using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>A release that BuildKit builds, as upstream's Dockerfiles need it.</summary>
[NonParallelizable]
public sealed class BuildKitBuilds
{
    private const string BaseDockerfile = "docker/Dockerfile.rocm_base";
    private const string Copied = "COPY --from=build_triton /app/install/*.whl /app/debs/";
    private const string Mounted =
        "RUN --mount=type=bind,from=build_triton,src=/app/install/,target=/install cp /install/*.whl /app/debs";
    private static readonly string[] Python = File.Exists("/usr/bin/python3") ? ["--python=/usr/bin/python3"] : [];

    private TemporaryFolder run = null!;
    private DockerServer engine = null!;
    private Dictionary<string, string> variables = [];
    private string rehearsed = "";
    private string baseImage = "";

    [OneTimeSetUp]
    public async Task Rehearse()
    {
        engine = await DockerServers.EngineAsync();
        if (DockerServer.ClientThat(reachesBuildKit: true) is not { } client)
        {
            Assert.Ignore("lacks a Docker client with BuildKit: the package docker.io, or docker-buildx");
            return;
        }

        run = new TemporaryFolder();
        variables = engine.VariablesWith(client, run.Folder("client"));
        string[] arguments = ["--target=Rehearse", "--docker", $"--artifacts={run["artifacts"]}", .. Python];
        rehearsed = (await Pipeline.RunAsync(arguments, variables)).Succeeded().Output;
        baseImage = engine.Lines("image", "inspect", "--format", "{{.Id}}", "wheelhouse/stand-in-base").Single();
    }

    [OneTimeTearDown]
    public void RemoveFolders() => run?.Dispose();

    [SetUp]
    public void CopyArtifacts()
    {
        RealWheels.Run("rm", ["-rf", run["changed"]], run.Path);
        Assert.That(RealWheels.Run("cp", ["-a", run["artifacts"], run["changed"]], run.Path));
    }

    [Test]
    public void It_ends_in_pip_installing_what_was_built()
    {
        Assert.That(rehearsed, Does.Contain("imported: vllm, torch"));
        Assert.That(Log("02-build-base-wheels"), Does.Contain(", BuildKit").And.Contain("[build_pytorch 1/1]"));
        Assert.That(engine.Lines("ps", "--all", "--quiet", "--filter", "label=io.wheelhouse.run"), Is.Empty);
    }

    [Test]
    public void The_vLLM_wheel_comes_as_a_file_and_remembers_the_image_it_was_built_upon()
    {
        Assert.That(Log("03-build-vllm-wheel"), Does.Contain("exporting to client"));
        Assert.That(engine.Lines("images", "--quiet", "wheelhouse/stand-in-vllm"), Is.Empty);
        Assert.That(Directory.Exists(run["artifacts", "work"]), Is.False);
        var manifest = JObject.Parse(File.ReadAllText(run["artifacts", "vllm", "manifest.json"]));
        Assert.That((string?)manifest["files"]!.Single()["build"]!["imageDigest"], Is.EqualTo(baseImage));
    }

    [Test]
    public async Task A_recipe_that_repairs_does_so_in_the_image()
    {
        StandInAuditwheel.Write(run.Folder("links"), "well");
        var recipe = JObject.Parse(
            await File.ReadAllTextAsync(Path.Combine(Pipeline.Repository, "build", "recipes", "stand-in.json"))
        );
        recipe["source"]!["repository"] = run["artifacts", "rehearsal", "repository"];
        recipe["platformTag"]!["policy"] = "repair";
        await File.WriteAllTextAsync(run["stand-in.json"], $"{recipe}");
        string[] arguments =
        [
            "--target=Normalize-Wheels",
            "--exclusive",
            $"--recipe={run["stand-in.json"]}",
            "--no-index",
            $"--find-links={run["links"]}",
            Artifacts,
        ];
        var output = (await Pipeline.RunAsync(arguments, variables)).Succeeded().Output;
        Assert.That(output, Does.Contain("in the image wheelhouse/stand-in-base, folders mounted"));
        Assert.That(
            Directory.GetFiles(run["changed", "base"], "*.whl").Select(path => Path.GetFileName(path)),
            Has.Some.Match("^torch-2.9.0-cp3.*-manylinux_2_36_x86_64.whl$")
        );
        var manifest = await File.ReadAllTextAsync(run["changed", "base", "manifest.json"]);
        Assert.That(manifest, Does.Contain("torch-2.9.0a0+git1c57644d-").And.Contain("imageDigest"));
    }

    [Test]
    public async Task Mounts_work_and_a_client_without_buildx_is_told_so()
    {
        Change(Copied, Mounted);
        string[] arguments = ["--target=Build-Base-Wheels", "--exclusive", "--docker", Artifacts];
        (await Pipeline.RunAsync(arguments, variables)).Succeeded();
        if (DockerServer.ClientThat(reachesBuildKit: false) is not { } client)
        {
            Assert.Ignore("lacks a Docker client of 23 or newer without buildx, to be refused");
            return;
        }

        var without = engine.VariablesWith(client, run.Folder("without"));
        var failed = (await Pipeline.RunAsync([.. arguments, "--no-cache"], without)).Failed().Text;
        Assert.That(failed, Does.Contain($"BuildKit is needed ('{Mounted}'), and docker "));
        Assert.That(failed, Does.Contain("has no buildx component to reach it").And.Contain("docker-buildx-plugin"));
    }

    [Test]
    public async Task A_failing_step_is_shown_with_its_last_lines()
    {
        Change("FROM base AS build_amdsmi", "FROM base AS build_amdsmi\nRUN echo about to fail; exit 3");
        string[] arguments = ["--target=Build-Base-Wheels", "--exclusive", "--docker", Artifacts];
        var failed = (await Pipeline.RunAsync(arguments, variables)).Failed().Text;
        Assert.That(
            failed,
            Does.Contain("docker failed with exit code").And.Match("    #[0-9]+ [0-9.]+ about to fail")
        );
        Assert.That(failed, Does.Contain("exit 3"));
    }

    [Test]
    public async Task A_stopped_build_ends_in_the_engine()
    {
        Change("FROM base AS build_amdsmi", "FROM base AS build_amdsmi\nRUN echo now; sleep 3601");
        string[] arguments = ["--target=Build-Base-Wheels", "--exclusive", "--docker", Artifacts];
        using var process = Pipeline.Start(arguments, variables);
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !IsSleeping(line)) { }

        Assert.That(
            () => RealWheels.Run("pgrep", ["--full", "--exact", "sleep 3601"], run.Path),
            Is.True.After(30_000, 100)
        );
        RealWheels.Run("kill", ["-TERM", $"{process.Id}"], run.Path);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(1), await error);
        Assert.That(
            () => RealWheels.Run("pgrep", ["--full", "--exact", "sleep 3601"], run.Path),
            Is.False.After(60_000, 200)
        );

        static bool IsSleeping(string line) =>
            line.EndsWith(" now", StringComparison.Ordinal) && !line.Contains("echo");
    }

    private string Artifacts => $"--artifacts={run["changed"]}";

    private string Log(string step) => File.ReadAllText(run["artifacts", "logs", $"{step}.log"]);

    /// <summary>Changes the Dockerfile of the base wheels, under the tag.</summary>
    private void Change(string from, string to)
    {
        var repository = run["changed", "src", "vllm"];
        var path = Path.Combine(repository, BaseDockerfile);
        var text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Git("commit", "--quiet", "--all", "--message", "A change");
        Git("tag", "--force", "--annotate", "--message", "The same version", "v0.11.1");

        void Git(params string[] arguments) =>
            Assert.That(
                RealWheels.Run(
                    "git",
                    ["-c", "user.name=Test", "-c", "user.email=test@localhost", .. arguments],
                    repository
                )
            );
    }
}
