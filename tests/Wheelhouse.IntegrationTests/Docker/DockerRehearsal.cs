using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Wheels;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>A release whose wheels are built by a real engine, and what it says when something is wrong with it.</summary>
[NonParallelizable]
public sealed class DockerRehearsal
{
    private const string Image = "wheelhouse/stand-in-base:latest";
    private const string BaseDockerfile = "docker/Dockerfile.rocm_base";
    private const string ProgramInWheel = """
            record = []
            if not pure:
                with open("/bin/sh", "rb") as program:
                    files[name + "/program"] = program.read()

        """;
    private const string InstallBesideAnIndex = """
        RUN cd /app/vllm && python3 tools/stand_in_wheel.py torch 2.9.0 /index not-ours \
            && for wheel in /index/*; do mv $wheel $(echo $wheel | sed s/-linux_/-manylinux_2_28_/); done \
            && python3 -m venv /venv && /venv/bin/pip install --no-index --find-links /index --find-links /install --no-deps torch==2.9.0 \
            && if grep not-ours /venv/lib/python3*/site-packages/torch-2.9.0.dist-info/METADATA; then echo torch is not ours; exit 1; fi

        """;
    private static readonly string[] Python = File.Exists("/usr/bin/python3") ? ["--python=/usr/bin/python3"] : [];

    private TemporaryFolder run = null!;
    private DockerServer engine = null!;
    private string rehearsed = "";
    private string built = "";
    private string collected = "";

    private string Repository => run["changed", "src", "vllm"];

    [OneTimeSetUp]
    public async Task Rehearse()
    {
        engine = await DockerServers.EngineAsync();
        run = new TemporaryFolder();
        string[] arguments = ["--target=Rehearse", "--docker", $"--artifacts={run["artifacts"]}", .. Python];
        rehearsed = (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded().Output;
        built = engine.Lines("image", "inspect", "--format", "{{.Id}}", Image).Single();

        // Before a test builds an image of the same name: only the image of this build is used.
        CopyArtifacts();
        string[] collect =
        [
            "--target=Collect-Dependency-Wheels",
            "--exclusive",
            "--docker",
            $"--find-links={run["artifacts", "rehearsal", "links"]}",
            "--no-index",
            $"--artifacts={run["changed"]}",
            "--verbosity=verbose",
        ];
        collected = (await Pipeline.RunAsync(collect, engine.Variables)).Succeeded().Output;
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
        Assert.That(rehearsed, Does.Contain("imported: vllm, torch").And.Contain("  torch 2.9.0"));
        Assert.That(rehearsed, Does.Contain("in the image wheelhouse/stand-in-base, folders mounted"));
        Assert.That(engine.Lines("ps", "--all", "--quiet", "--filter", "label=io.wheelhouse.run"), Is.Empty);
        Assert.That(engine.Lines("images", "--quiet", "--filter", "label=io.wheelhouse.run"), Is.Not.Empty);
    }

    [Test]
    public void Base_wheels_remember_what_they_were_built_as_and_from()
    {
        var manifest = JObject.Parse(File.ReadAllText(run["artifacts", "base", "manifest.json"]));
        Assert.That($"{manifest}", Does.Contain("torch-2.9.0a0+git1c57644d-").And.Contain("sha256:"));
        Assert.That($"{manifest}", Does.Contain(BaseDockerfile));
        var torch = manifest["files"]!.Single(file => (string?)file["project"] == "torch");
        Assert.That((string?)torch["originalSha256"], Is.Not.Null.And.Not.EqualTo((string?)torch["sha256"]));
        Assert.That((string?)torch["build"]!["recipe"], Is.EqualTo("stand-in"));
        Assert.That((string?)torch["build"]!["commits"]!["vllm"], Has.Length.EqualTo(40));
        Assert.That(
            (string?)torch["build"]!["commits"]!["ROCm/pytorch"],
            Is.EqualTo("1c57644d"),
            "which the Dockerfile names, and not the recipe"
        );
        Assert.That((string?)torch["build"]!["imageDigest"], Does.StartWith("sha256:"));
        Assert.That(torch["build"]!["arguments"]!["PYTHON_VERSION"], Is.Not.Null);
    }

    [Test]
    public async Task What_is_published_as_source_is_built_in_the_image()
    {
        var manifest = JObject.Parse(await File.ReadAllTextAsync(run["artifacts", "dependencies", "manifest.json"]));
        var built = manifest["files"]!.Where(file =>
            ((string)file["origin"]!).StartsWith("built from ", StringComparison.Ordinal)
        );
        Assert.That(built.Select(file => (string?)file["fileName"]), Is.EqualTo(["httptools-0.7.1-py3-none-any.whl"]));
        Assert.That(
            Directory.GetFiles(run["artifacts", "store", "packages", "httptools"], "*.whl"),
            Has.Length.EqualTo(1)
        );
        Assert.That(
            collected,
            Does.Match("docker\"? exec wheelhouse-.* wheel --no-deps .*/sources/httptools-0.7.1.tar.gz"),
            "not on this machine"
        );
    }

    [Test]
    public void Each_build_leaves_its_log_its_time_and_its_size()
    {
        var report = JObject.Parse(File.ReadAllText(run["artifacts", "report.json"]));
        var built = report["tasks"]!.Where(task =>
            ((string?)task["task"])!.StartsWith("Build-", StringComparison.Ordinal)
        );
        Assert.That(built.Select(task => (string?)task["cache"]), Is.EqualTo(new[] { "miss", "miss" }));
        Assert.That(built.Select(task => (string?)task["made"]), Is.EqualTo(new[] { "4 wheels", "1 wheel" }));
        Assert.That(built.Select(task => (long?)task["bytes"]), Has.All.Positive);
        Assert.That(rehearsed, Does.Match(@"Build-Base-Wheels +00:\d\d:\d\d +4 wheels +\S+ k?B +miss"));
        Assert.That(
            File.ReadAllText(run["artifacts", "logs", "02-build-base-wheels.log"]),
            Does.Contain("build_pytorch")
        );
        Assert.That(
            File.ReadAllText(run["artifacts", "logs", "03-build-vllm-wheel.log"]),
            Does.Match(@"(?m)^(#\d+ [\d.]+ )?Checking the repository\r?$"),
            "by the Dockerfile, as the recipe asks"
        );
    }

    [Test]
    public void What_was_built_is_published_with_its_making()
    {
        var text = File.ReadAllText(run["artifacts", "store", "wheelhouse.json"]);
        Assert.That(text, Does.Not.Contain(run.Path), "nothing tells of the machine");
        var files = JObject.Parse(text)["files"]!.ToDictionary(file => (string)file["project"]!);
        foreach (var project in new[] { "torch", "vllm" })
        {
            var build = files[project]["build"]!;
            Assert.That((string?)build["recipe"], Is.EqualTo("stand-in"));
            Assert.That((string?)build["recipeSha256"], Has.Length.EqualTo(64));
            Assert.That((string?)build["imageDigest"], Does.StartWith("sha256:"));
            Assert.That((string?)build["commits"]!["vllm"], Has.Length.EqualTo(40));
            Assert.That(build["arguments"]!["BASE_IMAGE"], Is.Not.Null);
        }

        Assert.That((string?)files["torch"]["version"], Is.EqualTo("2.9.0"));
        Assert.That((string?)files["torch"]["original"]!["version"], Is.EqualTo("2.9.0a0+git1c57644d"));
        Assert.That((string?)files["torch"]["original"]!["sha256"], Is.Not.EqualTo((string?)files["torch"]["sha256"]));
    }

    [Test]
    public async Task An_engine_that_does_not_see_our_folders_is_sent_them()
    {
        // Builds of other tests leave other images under the name.
        Assert.That(engine.Run("tag", built, Image));
        var docker = ServerProcess.Find("docker");
        var path = Path.Combine(run.Folder("remote"), "docker");
        await File.WriteAllTextAsync(
            path,
            $"#!/bin/sh\ncase \"$*\" in *--mount*) echo no such folder >&2; exit 125;; esac\nexec {docker} \"$@\"\n"
        );
        Assert.That(RealWheels.Run("chmod", ["+x", path], run.Path));
        var variables = new Dictionary<string, string>(engine.Variables)
        {
            ["PATH"] = $"{run["remote"]}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        string[] arguments =
        [
            "--target=Collect-Dependency-Wheels",
            "--exclusive",
            "--docker",
            $"--find-links={run["artifacts", "rehearsal", "links"]}",
            "--no-index",
            $"--artifacts={run["changed"]}",
        ];
        var output = (await Pipeline.RunAsync(arguments, variables)).Succeeded().Output;
        Assert.That(output, Does.Contain("folders copied, as the engine does not see them"));
        Assert.That(
            File.ReadAllText(run["changed", "dependencies", "manifest.json"]),
            Does.Contain("transformers-4.57.1")
        );
        Assert.That(engine.Lines("ps", "--all", "--quiet", "--filter", "label=io.wheelhouse.run"), Is.Empty);
    }

    [Test]
    public async Task An_image_of_another_build_under_the_same_name_is_not_resolved_in()
    {
        Assert.That(engine.Run("tag", "wheelhouse-stand-in-base:bookworm", Image));
        try
        {
            string[] arguments =
            [
                "--target=Collect-Dependency-Wheels",
                "--exclusive",
                "--docker",
                $"--find-links={run["artifacts", "rehearsal", "links"]}",
                "--no-index",
                $"--artifacts={run["changed"]}",
                .. Python,
            ];
            var output = (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded().Output;
            Assert.That(
                output,
                Does.Match(
                    "no image wheelhouse/stand-in-base to resolve in \\(.*another build's\\): .*python3 of this machine does"
                )
            );
            Assert.That(output, Does.Not.Contain("in the image wheelhouse/stand-in-base"));
        }
        finally
        {
            Assert.That(engine.Run("tag", built, Image));
        }
    }

    [Test]
    public async Task A_failing_step_is_shown_with_its_last_lines()
    {
        Change(
            BaseDockerfile,
            "FROM base AS build_amdsmi",
            "FROM base AS build_amdsmi\nRUN echo about to fail; exit 3"
        );
        var failed = await FailAsync("Build-Base-Wheels");
        Assert.That(failed, Does.Contain("docker failed with exit code").And.Contain("about to fail"));
        Assert.That(failed, Does.Contain(run["changed", "logs", "02-build-base-wheels.log"]));
        Assert.That(File.Exists(run["changed", "base", "manifest.json"]), "the last good run's wheels stay");
    }

    [Test]
    public async Task A_missing_stage_is_told_with_those_there_are()
    {
        Change(BaseDockerfile, "AS debs_wheel_release", "AS debs_nightly");
        Change(BaseDockerfile, "--from=debs_wheel_release", "--from=debs_nightly");
        Assert.That(
            await FailAsync("Build-Base-Wheels"),
            Does.Contain(
                "has no stage 'debs_wheel_release'; its stages are base, build_triton, build_amdsmi, build_pytorch, debs_nightly"
            )
        );
    }

    [Test]
    public async Task A_missing_Dockerfile_is_told_before_anything_is_built()
    {
        Git("rm", "--quiet", BaseDockerfile);
        Commit();
        var failed = await FailAsync("Build-Base-Wheels");
        Assert.That(failed, Does.Contain("there is no such Dockerfile"));
        Assert.That(failed, Does.Contain($"at: {Path.Combine(Repository, BaseDockerfile)}"));
        Assert.That(failed, Does.Contain("hint: check out a release that has it").And.Not.Contain("building "));
    }

    [Test]
    public async Task A_base_image_that_no_registry_gives_is_told()
    {
        var image = $"127.0.0.1:1/rocm/dev-ubuntu-22.04@sha256:{new string('0', 64)}";
        var recipe = await RecipeAsync(recipe => recipe["baseImage"] = image);
        string[] arguments = ["--target=Build-Base-Wheels", "--exclusive", recipe, $"--artifacts={run["changed"]}"];
        var failed = (await Pipeline.RunAsync(arguments, engine.Variables)).Failed().Text;
        Assert.That(failed, Does.Contain("docker failed with exit code").And.Contain($"BASE_IMAGE={image}"));
        Assert.That(failed, Does.Contain("hint: an image that it is built from is neither here nor to be had"));
    }

    [Test]
    public async Task Missing_unexpected_and_repeated_wheels_are_told_at_once()
    {
        Change(BaseDockerfile, "stand_in_wheel.py triton", "stand_in_wheel.py mori");
        Change(
            BaseDockerfile,
            "26.0.2+39dbf85e /app/install",
            "26.0.2+39dbf85e /app/install && python3 /opt/stand_in_wheel.py --pure amdsmi 26.1.0 /app/install"
        );
        var failed = await FailAsync("Build-Base-Wheels");
        Assert.That(failed, Does.Contain("triton is missing; mori-3.4.0+gitf9e5bf54-"));
        Assert.That(
            failed,
            Does.Contain(
                "; amdsmi is there 2 times: amdsmi-26.0.2+39dbf85e-py3-none-any.whl, amdsmi-26.1.0-py3-none-any.whl"
            )
        );
        Assert.That(failed, Does.Contain("expected are torch, triton, torchvision, amdsmi"));
    }

    [Test]
    public async Task A_stage_without_the_wheels_folder_is_told()
    {
        Change(BaseDockerfile, "/app/debs", "/app/elsewhere");
        Assert.That(
            await FailAsync("Build-Base-Wheels"),
            Does.Contain("the wheels should lie in /app/debs of stage debs_wheel_release")
        );
    }

    [Test]
    public async Task A_changed_checkout_is_refused_before_it_is_built()
    {
        await File.AppendAllTextAsync(Path.Combine(Repository, "setup.py"), "# changed\n");
        Assert.That(
            await FailAsync("Build-Vllm-Wheel"),
            Does.Contain("the checkout is not as it was tagged:  M setup.py")
        );
    }

    [Test]
    public async Task A_commit_after_the_tag_is_another_version()
    {
        Change("setup.py", "\"\"\"Write", "\"\"\"Make", tagged: false);
        var failed = await FailAsync("Build-Vllm-Wheel");
        Assert.That(failed, Does.Contain("vllm-0.11.2.dev1+g").And.Contain("the tag's version is 0.11.1"));
    }

    [TestCase("", "amdsmi==26.0.2, torch==2.9.0, torchvision==0.24.0, triton==3.4.0")]
    [TestCase(
        "'torch>=2.9', 'triton==3.3.0', 'amdsmi==26.0.2', ",
        "torch==2.9.0: 'torch>=2.9', torchvision==0.24.0, triton==3.4.0: 'triton==3.3.0'"
    )]
    public async Task A_wheel_that_lacks_pins_or_has_loose_or_other_ones_is_refused(string pins, string open)
    {
        Change("setup.py", "[*pins(sys.argv[1]), *requirements()]", $"[{pins}*requirements()]");
        var failed = await FailAsync("Build-Vllm-Wheel");
        Assert.That(failed, Does.Match($"'vllm-0\\.11\\.1\\+rocm710-.*' does not pin {Regex.Escape(open)}\n"));
        Assert.That(failed, Does.Contain("hint: a user's pip would take others from elsewhere"));
        Assert.That(File.Exists(run["changed", "vllm", "manifest.json"]), "the last good run's wheel stays");
    }

    [Test]
    public async Task Pins_that_are_missing_are_added_where_the_recipe_says_so()
    {
        Change("setup.py", "[*pins(sys.argv[1]), *requirements()]", "requirements()");
        var recipe = await RecipeAsync(recipe => recipe["vllm"]!["pinBase"] = "add");
        string[] arguments = ["--target=Build-Vllm-Wheel", "--exclusive", recipe, $"--artifacts={run["changed"]}"];
        (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded();
        var wheel = WheelFile.Read(Directory.GetFiles(run["changed", "vllm"], "*.whl").Single());
        Assert.That(
            wheel.Metadata.RequiresDist.Select(requirement => $"{requirement}"),
            Is.SupersetOf(new[] { "amdsmi==26.0.2", "torch==2.9.0", "torchvision==0.24.0", "triton==3.4.0" })
        );
    }

    /// <summary>As upstream's Dockerfile does it: what a wheel is for is all that an installer prefers one of the same version by.</summary>
    [TestCase("detect")]
    [TestCase("repair")]
    [TestCase("none")]
    public async Task vLLM_is_built_with_our_torch_where_an_index_has_another_of_the_version(string policy)
    {
        Change("tools/stand_in_wheel.py", "    record = []\n", ProgramInWheel);
        Change(
            "tools/stand_in_wheel.py",
            "        data = (",
            "        data = lines if isinstance(lines, bytes) else ("
        );
        Change(
            "docker/Dockerfile.rocm",
            "RUN cd /app/vllm && python3 setup.py",
            $"{InstallBesideAnIndex}RUN cd /app/vllm && python3 setup.py"
        );
        StandInAuditwheel.Write(run.Folder($"auditwheel {policy}"), "well");
        string[] arguments =
        [
            "--exclusive",
            "--docker",
            $"--platform-tag={policy}",
            "--no-index",
            $"--find-links={run[$"auditwheel {policy}"]}",
            $"--artifacts={run["changed"]}",
        ];
        (await Pipeline.RunAsync(["--target=Build-Base-Wheels", .. arguments], engine.Variables)).Succeeded();
        var built = await Pipeline.RunAsync(["--target=Build-Vllm-Wheel", .. arguments], engine.Variables);
        if (policy == "none")
        {
            Assert.That(built.Failed().Text, Does.Contain("torch is not ours"));
            Assert.That(built.Text, Does.Match("vLLM is built with .*torch-2.9.0-.*its installer takes that wheel"));
            return;
        }

        Assert.That(built.Succeeded().Text, Does.Not.Contain("its installer takes that wheel"));
        Assert.That(
            Directory.GetFiles(
                Path.Combine(Repository, "docker", "context", "base-wheels"),
                "torch-2.9.0-*-manylinux_2_*.whl"
            ),
            Has.Length.EqualTo(1)
        );
    }

    /// <summary>As a service manager stops it, and as Ctrl-C on a terminal does: that reaches docker's client as well.</summary>
    [TestCase("TERM", "")]
    [TestCase("INT", "-")]
    public async Task A_stopped_build_ends_is_told_so_and_leaves_no_container(string signal, string group)
    {
        Change(BaseDockerfile, "FROM base AS build_amdsmi", "FROM base AS build_amdsmi\nRUN echo now; sleep 3600");
        var before = engine.Lines("ps", "--all", "--quiet");
        string[] arguments = ["--target=Build-Base-Wheels", "--exclusive", "--docker", $"--artifacts={run["changed"]}"];
        using var process = Pipeline.StartGroup(arguments, engine.Variables);
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !IsSleeping(line)) { }

        Assert.That(RealWheels.Run("kill", ["-s", signal, "--", $"{group}{process.Id}"], run.Path));
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(1), await error);
        Assert.That(
            await error,
            Does.Contain($"SIG{signal}: stopping")
                .And.Contain("the build of debs_wheel_release was stopped by a signal")
        );
        var log = run["changed", "logs", "02-build-base-wheels.log"];
        Assert.That(await error, Does.Contain($"log: {log}").And.Contain("hint: run the same command again"));
        var report = JObject.Parse(await File.ReadAllTextAsync(run["changed", "report.json"]));
        Assert.That((string?)report["outcome"], Is.EqualTo("stopped"));
        Assert.That((string?)report["tasks"]!.Single()["outcome"], Is.EqualTo("stopped"));
        Assert.That((string?)report["error"], Does.Contain(log).And.Not.Contain("canceled"));

        // The engine ends a step some time after its client went away.
        Assert.That(() => engine.Lines("ps", "--all", "--quiet"), Is.EquivalentTo(before).After(60_000, 200));
        Assert.That(File.Exists(run["changed", "base", "manifest.json"]));

        static bool IsSleeping(string line) => line.EndsWith("now", StringComparison.Ordinal) && !line.Contains("echo");
    }

    [Test]
    public async Task Cleaning_removes_our_images_and_containers_alone()
    {
        var other = $"foreign-{Guid.NewGuid():N}";
        var (user, left, app) = ($"user-{other}", $"wheelhouse-{other}", $"myteam/{other}:1");
        var unnamed = engine.Lines("import", "--change", "LABEL io.wheelhouse.run=image", Archive()).Single();
        await File.WriteAllTextAsync(Path.Combine(run.Folder("app"), "Dockerfile"), $"FROM {Image}\nENV OURS=no\n");
        Assert.That(engine.Run("import", Archive(), other));
        Assert.That(engine.Run("build", "--tag", app, run["app"]), "whoever builds upon our image has its label");
        Assert.That(engine.Run("create", "--name", other, app, "none"));
        Assert.That(engine.Run("create", "--name", user, Image, "none"));
        Assert.That(engine.Run("create", "--name", left, "--label", "io.wheelhouse.run=1", app, "none"));
        try
        {
            string[] arguments = ["--target=Clean", "--docker", $"--artifacts={run["changed"]}"];
            var plan = (await Pipeline.RunAsync([.. arguments, "--plan"], engine.Variables)).Succeeded().Output;
            Assert.That(plan, Does.Contain($"  {left}\n").And.Contain($"  {unnamed}\n"));
            Assert.That(plan, Does.Contain($"left: image {app}: {app} is no name of ours"));
            Assert.That(plan, Does.Contain($"left: image {Image}: the container {user} uses it"));
            Assert.That(Names(), Does.Contain(other).And.Contain(user).And.Contain(left));

            (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded();
            Assert.That(Names(), Does.Contain(other).And.Contain(user).And.Not.Contain(left));
            Assert.That(Images(), Is.EquivalentTo(new[] { app, Image }));
            Assert.That(engine.Run("image", "inspect", unnamed), Is.False);
            Assert.That(engine.Run("image", "inspect", other));

            Assert.That(engine.Run("rm", user));
            (await Pipeline.RunAsync(arguments, engine.Variables)).Succeeded();
            Assert.That(Images(), Is.EqualTo(new[] { app }));
        }
        finally
        {
            engine.Run("rm", "--force", other, user, left);
            engine.Run("rmi", "--force", other, app);
        }

        string[] again = ["--target=Make-Stand-Ins", "--docker", $"--artifacts={run["artifacts"]}", .. Python];
        (await Pipeline.RunAsync(again, engine.Variables)).Succeeded();

        string[] Names() => engine.Lines("ps", "--all", "--format", "{{.Names}}");
        string[] Images() =>
            engine.Lines("images", "--filter", "label=io.wheelhouse.run", "--format", "{{.Repository}}:{{.Tag}}");
    }

    /// <summary>The option that names a recipe like the rehearsal's, with a change.</summary>
    private async Task<string> RecipeAsync(Action<JObject> change)
    {
        var recipe = JObject.Parse(
            await File.ReadAllTextAsync(Path.Combine(Pipeline.Repository, "build", "recipes", "stand-in.json"))
        );
        recipe["source"]!["repository"] = Repository;
        change(recipe);
        await File.WriteAllTextAsync(run["changed", "stand-in.json"], $"{recipe}");
        return $"--recipe={run["changed", "stand-in.json"]}";
    }

    private string Archive()
    {
        File.WriteAllText(run["changed", "file"], "");
        Assert.That(RealWheels.Run("tar", ["-cf", run["archive.tar"], "-C", run["changed"], "file"], run.Path));
        return run["archive.tar"];
    }

    private async Task<string> FailAsync(string task)
    {
        string[] arguments =
        [
            $"--target={task}",
            "--exclusive",
            "--docker",
            $"--artifacts={run["changed"]}",
            .. Python,
        ];
        return (await Pipeline.RunAsync(arguments, engine.Variables)).Failed().Text;
    }

    /// <summary>Changes a file of the repository and commits it, under the tag or after it.</summary>
    private void Change(string file, string from, string to, bool tagged = true)
    {
        var path = Path.Combine(Repository, file);
        var text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Commit(tagged);
    }

    private void Commit(bool tagged = true)
    {
        Git("commit", "--quiet", "--all", "--message", "A change");
        if (tagged)
        {
            Git("tag", "--force", "--annotate", "--message", "The same version", "v0.11.1");
        }
    }

    private void Git(params string[] arguments) =>
        Assert.That(
            RealWheels.Run("git", ["-c", "user.name=Test", "-c", "user.email=test@localhost", .. arguments], Repository)
        );
}
