using System.Diagnostics;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>What a release that is built says it would run, also where there is no engine.</summary>
public sealed class BuildPlans
{
    private const string Nowhere = "https://127.0.0.1:1/vllm.git";
    private const string Commit = "0123456789012345678901234567890123456789";

    [Test]
    public async Task A_plan_tells_every_command_in_order_and_needs_no_engine()
    {
        using var run = new TemporaryFolder();
        var repository = Repository(run);
        string[] arguments =
        [
            "--target=Release",
            "--recipe=rocm-7.1-gfx942",
            "--rocm-arch=gfx942;gfx950",
            $"--python-version={OwnPython()}",
            "--sccache-bucket=shared",
            "--sccache-no-credentials",
            "--store=s3://wheels/rocm",
            $"--repository={repository}",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        var variables = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///there/is/none" };
        var output = (await Pipeline.RunAsync(arguments, variables)).Succeeded().Output;
        var place = 0;
        foreach (
            var expected in new[]
            {
                " ls-remote --tags --heads -- ",
                "vllm 0.16.0",
                "git -C ",
                "clone",
                " submodule --quiet update --init --recursive  # where the release has submodules",
                " rev-parse --verify refs/tags/v0.16.0^{commit}  # only asks",
                "docker version --format ",
                "docker buildx version  # only asks",
                " rocm/dev-ubuntu-22.04:7.1-complete  # only asks",
                "docker pull rocm/dev-ubuntu-22.04:7.1-complete  # where the engine lacks it",
                " status --porcelain  # only asks",
                "docker buildx version  # only asks",
                "DOCKER_BUILDKIT=1 docker build --progress plain --file ",
                "/a/src/vllm/docker/Dockerfile.rocm_base",
                " --target debs_wheel_release --build-arg BASE_IMAGE=rocm/dev-ubuntu-22.04:7.1-complete",
                "--build-arg \"PYTORCH_ROCM_ARCH=gfx942;gfx950\"",
                "--build-arg USE_SCCACHE=1 --build-arg SCCACHE_BUCKET_NAME=shared",
                "docker create --name wheelhouse-",
                ":/app/debs/. ",
                "docker rm --force",
                "would copy the wheels of ",
                " --target export_vllm_wheel_release --build-arg BASE_IMAGE=wheelhouse/rocm-7.1-gfx942-base",
                "--build-arg REMOTE_VLLM=0",
                "--build-arg GIT_REPO_CHECK=1",
                "--build-arg SCCACHE_S3_NO_CREDENTIALS=1",
                "type=local,dest=",
                "clean versions",
                "docker run --detach --name wheelhouse-",
                "--entrypoint sleep ",
                " wheelhouse/rocm-7.1-gfx942-base infinity",
                "docker exec wheelhouse-",
                " python3 -I -m venv --clear ",
                "would take the requirements of ",
                "/a/src/vllm/requirements/rocm.txt",
                "/a/work/driver/bin/python\" -I -X utf8 -m pip --isolated install --dry-run --ignore-installed",
                " wheel --no-deps ",
                "docker rm --force",
                "would send what is new to s3://wheels/rocm",
                "python3 -I -m venv --clear ",
                "/a/environments/PYTHON\"  # where there is none for this interpreter",
                "/a/environments/PYTHON/bin/python\" -I -X utf8 -m pip --isolated --version",
                "python3 -I -m venv --clear --without-pip ",
                " install --no-cache-dir --index-url http://127.0.0.1:PORT/staging/RUN/simple/ --report ",
                " check",
                " -c \"import torch\"",
                " -c \"import vllm\"",
                "would publish it to s3://wheels/rocm",
                "would install vllm from s3://wheels/rocm, channel main:",
                " --index-url https://wheels.s3.us-east-1.amazonaws.com/rocm/simple/ --report ",
                " -c \"import vllm\"",
            }
        )
        {
            var found = output.IndexOf(expected, place, StringComparison.Ordinal);
            Assert.That(found, Is.GreaterThanOrEqualTo(0), $"'{expected}' is not there in order:\n{output}");
            place = found;
        }

        Assert.That(Directory.Exists(run["a"]), Is.False);
    }

    [Test]
    public async Task What_is_for_another_Python_is_neither_checked_nor_imported_in_the_plan()
    {
        using var run = new TemporaryFolder();
        var other = OwnPython() == "3.12" ? "3.13" : "3.12";
        string[] arguments =
        [
            "--target=Release",
            "--recipe=rocm-7.1-gfx942",
            $"--python-version={other}",
            "--store=s3://wheels/rocm",
            $"--repository={Repository(run)}",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        var output = (await Pipeline.RunAsync(arguments)).Succeeded().Output;
        Assert.That(
            output,
            Does.Contain($" --only-binary :all: --python-version {other} --platform PLATFORM --target ")
        );
        Assert.That(output, Does.Contain("/a/work/target").And.Not.Contain(" pip --isolated check"));
        Assert.That(output, Does.Not.Contain("import torch").And.Not.Contain("import vllm"));
        Assert.That(Directory.Exists(run["a"]), Is.False);
    }

    /// <summary>As on a machine without a network: nothing answers under the address of the source.</summary>
    [TestCase("v0.16.0", "the commit of v0.16.0 is not known here: git failed", "checkout --quiet --detach COMMIT")]
    [TestCase(
        "0.16.0",
        "the commit of 0.16.0 is not known here: git failed",
        "rev-parse --verify refs/tags/v0.16.0^{commit}"
    )]
    [TestCase("main", "the commit of main is not known here: git failed", "fetch --quiet origin COMMIT")]
    [TestCase(Commit, $"the tag of {Commit} is not known here: git failed", $"checkout --quiet --detach {Commit}")]
    public async Task A_named_release_is_planned_where_its_repository_does_not_answer(
        string asked,
        string said,
        string command
    )
    {
        using var run = new TemporaryFolder();
        string[] arguments =
        [
            "--target=Release",
            "--recipe=rocm-7.1-gfx942",
            $"--vllm={asked}",
            "--store=s3://wheels",
            $"--repository={Nowhere}",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        var output = (await Pipeline.RunAsync(arguments)).Succeeded().Output;
        Assert.That(output, Does.Contain(said).And.Contain(command));
        Assert.That(
            output,
            Does.Contain(" --target debs_wheel_release ").And.Contain("would install vllm from s3://wheels")
        );
        Assert.That(Directory.Exists(run["a"]), Is.False);
    }

    [Test]
    public async Task The_latest_release_is_not_planned_where_nobody_knows_it()
    {
        using var run = new TemporaryFolder();
        string[] arguments =
        [
            "--target=Release",
            "--recipe=rocm-7.2",
            "--store=s3://wheels",
            $"--repository={Nowhere}",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        Assert.That((await Pipeline.RunAsync(arguments)).Failed().Text, Does.Contain("git failed with exit code 128"));
    }

    [Test]
    public async Task A_builder_that_was_asked_for_builds_each_image()
    {
        using var run = new TemporaryFolder();
        string[] arguments =
        [
            "--target=Build-Vllm-Wheel",
            "--recipe=rocm-7.1-gfx942",
            "--builder=cluster",
            "--docker-host=ssh://builds",
            $"--repository={Repository(run)}",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        var output = (await Pipeline.RunAsync(arguments)).Succeeded().Output;
        Assert.That(
            output,
            Does.Match(
                "docker --host ssh://builds buildx build --builder cluster --load --progress plain --file .* --target debs_"
            )
        );
        Assert.That(output, Does.Match("buildx imagetools inspect --builder cluster .*complete  # only asks"));
        Assert.That(output, Does.Match("docker --host ssh://builds buildx inspect cluster  # only asks"));
        Assert.That(
            output,
            Does.Match("buildx build --builder cluster --progress plain .* --output \"?type=local,dest=.*/a/work")
        );
    }

    [Test]
    public async Task A_verification_in_a_container_tells_the_devices_it_gets()
    {
        using var run = new TemporaryFolder();
        string[] arguments =
        [
            "--target=Verify-Install",
            "--docker-image=rocm/vllm-dev:base",
            "--devices",
            "--index-url=https://wheels.example/simple/",
            "--verify-import=vllm",
            "--plan",
            $"--artifacts={run["a"]}",
        ];
        var output = (await Pipeline.RunAsync(arguments)).Succeeded().Output;
        Assert.That(
            output,
            Does.Match(
                "docker run --detach --name wheelhouse-[0-9a-f]+ --label io.wheelhouse.run=verification --entrypoint sleep"
                    + " --device /dev/kfd --device /dev/dri --group-add ([0-9]+|video) --group-add ([0-9]+|render)"
                    + " --security-opt seccomp=unconfined --env .* rocm/vllm-dev:base infinity\n"
            )
        );
        Assert.That(output, Does.Contain("would install vllm from https://wheels.example/simple/:"));
        Assert.That(
            output,
            Does.Match("docker exec wheelhouse-.* install .*--index-url https://wheels.example/simple/ ")
        );
        Assert.That(
            output,
            Does.Contain(" -c \"import vllm\"").And.Contain("torch.arange").And.Contain("docker rm --force")
        );
        Assert.That(output, Does.Not.Contain("--mount").And.Not.Contain("--network"));
        Assert.That(Directory.Exists(run["a"]), Is.False);
    }

    private static string OwnPython()
    {
        var start = new ProcessStartInfo("python3", ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        {
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        return python.StandardOutput.ReadToEnd().Trim();
    }

    private static string Repository(TemporaryFolder run)
    {
        var repository = run.Folder("vllm");
        string[] author = ["-c", "user.name=Test", "-c", "user.email=test@localhost"];
        Assert.That(RealWheels.Run("git", ["init", "--quiet"], repository));
        Assert.That(RealWheels.Run("git", [.. author, "commit", "--allow-empty", "--message", "One"], repository));
        Assert.That(RealWheels.Run("git", ["tag", "v0.16.0"], repository));
        return repository;
    }
}
