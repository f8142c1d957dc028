using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Wheels;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>Builds by a real engine that are kept in a store, and what makes a later run build again.</summary>
[NonParallelizable]
public sealed partial class CachedBuilds
{
    private const string BaseImage = "wheelhouse-stand-in-base:bookworm";
    private static readonly string[] Python = File.Exists("/usr/bin/python3") ? ["--python=/usr/bin/python3"] : [];

    private TemporaryFolder run = null!;
    private DockerServer engine = null!;
    private string first = "";

    private string Cache => run["changed", "store", "cache"];

    [OneTimeSetUp]
    public async Task Build()
    {
        engine = await DockerServers.EngineAsync();
        run = new TemporaryFolder();
        string[] common = ["--docker", $"--artifacts={run["artifacts"]}", .. Python];
        (await Pipeline.RunAsync(["--target=Make-Stand-Ins", .. common], engine.Variables)).Succeeded();
        first = (await Pipeline.RunAsync(["--target=Build-Vllm-Wheel", .. common], engine.Variables))
            .Succeeded()
            .Output;
    }

    [OneTimeTearDown]
    public void RemoveFolders() => run?.Dispose();

    /// <summary>Another machine's folder, but for the engine: with the store, and nothing that was built.</summary>
    [SetUp]
    public void CopyArtifacts()
    {
        RealWheels.Run("rm", ["-rf", run["changed"]], run.Path);
        Assert.That(RealWheels.Run("cp", ["-a", run["artifacts"], run["changed"]], run.Path));
        RealWheels.Run("rm", ["-rf", run["changed", "base"], run["changed", "vllm"]], run.Path);
        string[] origin = ["config", "remote.origin.url", run["changed", "rehearsal", "repository"]];
        Assert.That(RealWheels.Run("git", origin, run["changed", "src", "vllm"]));
    }

    [Test]
    public async Task What_was_built_is_taken_from_the_store_without_any_build()
    {
        Assert.That(first, Does.Contain("cache: miss, not in the cache").And.Contain("cache: 4 wheels stored"));
        Assert.That(Directory.GetDirectories(Cache), Has.Length.EqualTo(2), "the base wheels, and vLLM");
        var variables = Without("build");
        (variables["GITHUB_ACTIONS"], variables["GITHUB_STEP_SUMMARY"]) = ("true", run["summary.md"]);
        var second = (await RunAsync(variables)).Succeeded().Output;
        Assert.That(second, Does.Contain("cache: hit, 4 wheels in the cache").And.Contain("cache: hit, 1 wheel"));
        foreach (var folder in new[] { "base", "vllm" })
        {
            Assert.That(
                WheelManifest.Read(run["changed", folder]).Digest,
                Is.EqualTo(WheelManifest.Read(run["artifacts", folder]).Digest)
            );
            Assert.That(Manifest("changed", folder), Is.EqualTo(Manifest("artifacts", folder)), "provenance and all");
        }

        var report = JObject.Parse(await File.ReadAllTextAsync(run["changed", "report.json"]));
        Assert.That($"{report}", Does.Contain("\"hit\"").And.Not.Contain("\"miss\""));
        var summary = await File.ReadAllTextAsync(run["summary.md"]);
        foreach (var (task, made) in new[] { ("Build-Base-Wheels", "4 wheels"), ("Build-Vllm-Wheel", "1 wheel") })
        {
            Assert.That(summary, Does.Match($@"\| {task} \| \d:\d\d \| {made} \| [\d.]+ k?B \| hit \|  \|\n"));
        }
    }

    [Test]
    public async Task A_plan_says_what_is_there_and_what_the_key_is_made_of()
    {
        var plan = (await RunAsync([], "--plan")).Succeeded().Output;
        Assert.That(
            plan,
            Does.Contain("cache: hit, would take 4 wheels").And.Contain("cache: hit, would take 1 wheel")
        );
        Assert.That(plan, Does.Not.Match("(?m)^DOCKER_BUILDKIT"));
        Assert.That(plan, Does.Contain("argument PYTORCH_ROCM_ARCH: gfx942").And.Contain("target: debs_wheel_release"));
        Assert.That(plan, Does.Contain($"image {BaseImage}: sha256:").And.Match("commit vllm: [0-9a-f]{40}"));
        Assert.That(plan, Does.Match("base wheel torch: 2.9.0 from [0-9a-f]{64}"));
        var keys = Directory.GetDirectories(Cache).Select(folder => Path.GetFileName(folder));
        Assert.That(KeysOf(plan), Is.EquivalentTo(keys));
    }

    [Test]
    public async Task Another_argument_is_another_build()
    {
        var plan = (await RunAsync([], "--plan", "--rocm-arch=gfx950")).Succeeded().Output;
        Assert.That(plan, Does.Contain("cache: not in the cache").And.Contain("docker build"));
    }

    [Test]
    public async Task Another_version_policy_takes_the_same_build()
    {
        var plan = (await RunAsync([], "--plan", "--version-policy=local:rocm7.1")).Succeeded().Output;
        Assert.That(plan, Does.Contain("cache: hit, would take 4 wheels"));
        Assert.That(
            plan,
            Does.Contain("base wheel torch: 2.9.0a0+rocm7.1 from "),
            "which vLLM pins, so it is built anew"
        );
        Assert.That(plan, Does.Contain("--target export_vllm_wheel_release"));
    }

    [Test]
    public async Task Another_Dockerfile_is_another_build()
    {
        Change("docker/Dockerfile.rocm_base", "FROM base AS build_amdsmi", "FROM base AS build_amdsmi\nRUN true");
        var output = (await RunAsync([], target: "Build-Base-Wheels")).Succeeded().Output;
        Assert.That(output, Does.Contain("cache: miss").And.Contain("cache: 4 wheels stored"));
        Assert.That(Directory.GetDirectories(Cache), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Another_image_under_the_same_tag_is_another_build()
    {
        var before = engine.Lines("image", "inspect", "--format", "{{.Id}}", BaseImage).Single();
        var container = $"moved-{Guid.NewGuid():N}";
        Assert.That(engine.Run("create", "--name", container, BaseImage, "none"));
        try
        {
            Assert.That(engine.Run("commit", "--change", "LABEL moved=1", container, BaseImage));
            var plan = (await RunAsync([], "--plan", "--verbosity=verbose")).Succeeded().Output;
            Assert.That(plan, Does.Contain("cache: not in the cache").And.Not.Contain($"{BaseImage}: {before}"));
        }
        finally
        {
            engine.Run("rm", container);
            Assert.That(engine.Run("tag", before, BaseImage));
        }
    }

    [Test]
    public async Task A_damaged_entry_is_told_built_anew_and_replaced()
    {
        var torch = Directory.GetFiles(Cache, "torch-2.9.0a0*.whl", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(torch);
        bytes[^1] ^= 1;
        File.Delete(torch);
        await File.WriteAllBytesAsync(torch, bytes);
        var output = (await RunAsync([], target: "Build-Base-Wheels")).Succeeded().Output;
        Assert.That(output, Does.Contain("the cache's entry is damaged:").And.Contain("its sha256 is "));
        Assert.That(output, Does.Contain("it is built anew, and replaced").And.Contain("cache: 4 wheels stored"));
        var again = (await RunAsync(Without("build"), target: "Build-Base-Wheels")).Succeeded().Output;
        Assert.That(again, Does.Contain("cache: hit"));
    }

    [Test]
    public async Task A_store_that_cannot_be_read_is_no_miss()
    {
        var variables = new Dictionary<string, string>(Without("build"))
        {
            ["AWS_ACCESS_KEY_ID"] = "nobody",
            ["AWS_SECRET_ACCESS_KEY"] = "nothing",
        };
        string[] store = ["--store=s3://wheels", "--s3-endpoint=http://127.0.0.1:1", "--s3-path-style"];
        var failed = (await RunAsync(variables, ["Build-Base-Wheels", .. store])).Failed().Text;
        Assert.That(failed, Does.Contain("manifest.json").And.Not.Contain("cache: miss").And.Not.Contain("not today"));
    }

    [Test]
    public async Task With_no_cache_every_step_runs_and_what_is_there_is_replaced()
    {
        var plan = (await RunAsync([], "--plan", "--no-cache")).Succeeded().Output;
        Assert.That(plan, Does.Contain("cache: hit, not used for --no-cache").And.Match("docker build .* --no-cache "));
        var output = (await RunAsync([], "Build-Base-Wheels", "--no-cache")).Succeeded().Output;
        Assert.That(output, Does.Contain("cache: not read (--no-cache); what is built replaces what is there"));
        Assert.That(output, Does.Contain("cache: 4 wheels stored").And.Not.Contain("Using cache"));
    }

    [Test]
    public async Task Cache_only_fails_where_the_store_has_nothing()
    {
        var failed = (await RunAsync(Without("build"), "Build-Base-Wheels", "--cache-only", "--rocm-arch=gfx950"))
            .Failed()
            .Text;
        Assert.That(
            failed,
            Does.Contain("are to be taken from the cache (--cache-only), and cannot be: not in the cache")
        );
        Assert.That(failed, Does.Match($"at: file://.*, cache/{KeysOf(failed).Single()}/"));
        Assert.That(Directory.Exists(run["changed", "base"]), Is.False);
        var planned = await RunAsync([], "Build-Base-Wheels", "--cache-only", "--rocm-arch=gfx950", "--plan");
        Assert.That(planned.Failed().Text, Does.Contain("--cache-only"));
    }

    [Test]
    public async Task A_machine_without_Docker_releases_what_others_built()
    {
        var recipe = JObject.Parse(
            await File.ReadAllTextAsync(Path.Combine(Pipeline.Repository, "build", "recipes", "stand-in.json"))
        );
        recipe["baseImage"] = $"registry.invalid/rocm@sha256:{new string('0', 64)}";
        recipe["source"]!["repository"] = run["changed", "rehearsal", "repository"];
        await File.WriteAllTextAsync(run["changed", "stand-in.json"], $"{recipe}");
        string[] arguments =
        [
            $"--recipe={run["changed", "stand-in.json"]}",
            $"--find-links={run["changed", "rehearsal", "links"]}",
            "--no-index",
            $"--artifacts={run["changed"]}",
            .. Python,
        ];
        RealWheels.Run("rm", ["-rf", run["changed", "src"]], run.Path);
        var variables = Without("");
        (await Pipeline.RunAsync(["--target=Resolve-Release", .. arguments], variables)).Succeeded();

        // Entries hold files by their hashes alone: under another key they are the same.
        foreach (var wheel in new[] { "torch", "vllm" })
        {
            var plan = (await Pipeline.RunAsync(["--target=Build-Vllm-Wheel", "--plan", .. arguments], variables))
                .Succeeded()
                .Output;
            var entry = Directory
                .GetDirectories(Cache)
                .First(folder => Directory.GetFiles(folder, $"{wheel}-*", SearchOption.AllDirectories).Length > 0);
            Assert.That(RealWheels.Run("cp", ["-a", entry, Path.Combine(Cache, KeysOf(plan)[^1])], run.Path));
        }

        var output = (await Pipeline.RunAsync(["--target=Release", "--cache-only", .. arguments], variables))
            .Succeeded()
            .Output;
        Assert.That(output, Does.Contain("cache: hit, 4 wheels").And.Contain("cache: hit, 1 wheel"));
        Assert.That(output, Does.Contain("no image wheelhouse/stand-in-base to resolve in"));
        Assert.That(output, Does.Contain("imported: ").And.Contain("pip install vllm"));
    }

    [Test]
    public async Task A_run_that_failed_goes_on_with_what_is_done()
    {
        var changed = Fresh("fresh");
        var failed = (
            await Pipeline.RunAsync(
                ["--target=Build-Vllm-Wheel", "--docker", $"--artifacts={changed}", .. Python],
                Without("--target export_vllm_wheel_release")
            )
        ).Failed();
        Assert.That(failed.Text, Does.Contain("not today").And.Contain("03-build-vllm-wheel.log"));
        var report = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(changed, "report.json")));
        Assert.That((string?)report["outcome"], Is.EqualTo("failed"));

        var resumed = (
            await Pipeline.RunAsync(
                ["--target=Build-Vllm-Wheel", "--docker", $"--artifacts={changed}", .. Python],
                Without("--target debs_wheel_release")
            )
        )
            .Succeeded()
            .Output;
        Assert.That(resumed, Does.Contain("cache: hit, 4 wheels").And.Contain("cache: 1 wheel stored"));
    }

    [Test]
    public async Task The_image_that_vLLM_is_built_in_is_made_again_where_it_is_not_the_base_wheels_own()
    {
        foreach (var folder in Directory.GetDirectories(Cache))
        {
            if (Directory.GetFiles(folder, "vllm-*", SearchOption.AllDirectories).Length > 0)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        // Under its name, another build left another image.
        Assert.That(engine.Run("tag", BaseImage, "wheelhouse/stand-in-base:latest"));
        var output = (await RunAsync([])).Succeeded().Output;
        Assert.That(output, Does.Contain("cache: hit, 4 wheels"));
        Assert.That(output, Does.Contain("no image wheelhouse/stand-in-base of the base wheels' own build"));
        Assert.That(output, Does.Contain("cache: 1 wheel stored"));
    }

    private Task<Pipeline.Finished> RunAsync(Dictionary<string, string> variables, string target) =>
        RunAsync(variables, [target]);

    /// <summary>Runs a task; the first of the words may be its name.</summary>
    private Task<Pipeline.Finished> RunAsync(Dictionary<string, string> variables, params string[] words)
    {
        var (target, options) =
            words is [var named, .. var rest] && !named.StartsWith("--", StringComparison.Ordinal)
                ? (named, rest)
                : ("Build-Vllm-Wheel", words);
        return Pipeline.RunAsync(
            [$"--target={target}", "--docker", $"--artifacts={run["changed"]}", .. Python, .. options],
            variables.Count > 0 ? variables : engine.Variables
        );
    }

    /// <summary>What the pipeline is told of an engine whose client refuses a command.</summary>
    private Dictionary<string, string> Without(string command)
    {
        var path = Path.Combine(run.Folder("client"), "docker");
        File.WriteAllText(
            path,
            $"#!/bin/sh\ncase \" $* \" in *\" {command}\"*) echo not today >&2; exit 1;; esac\nexec {ServerProcess.Find("docker")} \"$@\"\n"
        );
        Assert.That(RealWheels.Run("chmod", ["+x", path], run.Path));
        return new Dictionary<string, string>(engine.Variables)
        {
            ["PATH"] = $"{run["client"]}:{Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    private string Fresh(string name)
    {
        RealWheels.Run("rm", ["-rf", run[name]], run.Path);
        Directory.CreateDirectory(run[name]);
        Assert.That(RealWheels.Run("cp", ["-a", run["artifacts", "rehearsal"], run[name]], run.Path));
        return run[name];
    }

    private string Manifest(string artifacts, string folder) =>
        TicksForm().Replace(File.ReadAllText(run[artifacts, folder, "manifest.json"]), "");

    private void Change(string file, string from, string to)
    {
        var repository = run["changed", "rehearsal", "repository"];
        var path = Path.Combine(repository, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        string[] author = ["-c", "user.name=Test", "-c", "user.email=test@localhost"];
        Assert.That(
            RealWheels.Run("git", [.. author, "commit", "--quiet", "--all", "--message", "A change"], repository)
        );
        Assert.That(
            RealWheels.Run("git", [.. author, "tag", "--force", "--annotate", "--message", "A", "v0.11.1"], repository)
        );
        RealWheels.Run("rm", ["-rf", run["changed", "src"]], run.Path);
    }

    private static List<string> KeysOf(string output) =>
        [.. KeyForm().Matches(output).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("cache key ([0-9a-f]{64})")]
    private static partial Regex KeyForm();

    [GeneratedRegex("\"modifiedTicks\": [0-9]+,")]
    private static partial Regex TicksForm();
}
