using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Tests.Tools;

public sealed class DockerCommands
{
    private const string Docker = "/bin/sh";

    private static readonly DockerImageBuildSettings Build = new()
    {
        ToolPath = Docker,
        File = "docker/Dockerfile.rocm_base",
        Target = "debs_wheel_release",
        BuildArg = ["PYTORCH_ROCM_ARCH=gfx942;gfx950", "SCCACHE_ACCESS_KEY=hidden words"],
        Label = ["io.wheelhouse.run=1"],
        Tag = ["wheelhouse/base:rocm"],
        BuildKit = true,
    };

    [Test]
    public void A_build_with_BuildKit_shows_plain_progress()
    {
        var processes = new FakeProcesses();
        var result = new DockerRunner(new FakeContext(processes), "unix:///run/engine").DockerBuild(
            Build,
            "/my checkout",
            null,
            CancellationToken.None
        );
        Assert.That(
            processes.Commands.Single(),
            Is.EqualTo(
                "/bin/sh --host unix:///run/engine build --progress plain --file docker/Dockerfile.rocm_base --target debs_wheel_release"
                    + " --build-arg PYTORCH_ROCM_ARCH=gfx942;gfx950 --build-arg \"SCCACHE_ACCESS_KEY=hidden words\""
                    + " --label io.wheelhouse.run=1 --tag wheelhouse/base:rocm \"/my checkout\""
            )
        );
        Assert.That(processes.Variables["DOCKER_BUILDKIT"], Is.EqualTo("1"));
        Assert.That(result.Command, Does.Contain("SCCACHE_ACCESS_KEY=***").And.Not.Contain("hidden"));
    }

    [Test]
    public void The_classic_builder_removes_what_failed()
    {
        var processes = new FakeProcesses();
        var settings = new DockerImageBuildSettings { ToolPath = Docker, NoCache = true };
        new DockerRunner(new FakeContext(processes)).DockerBuild(settings, ".", null, CancellationToken.None);
        Assert.That(processes.Commands.Single(), Is.EqualTo("/bin/sh build --force-rm --no-cache ."));
        Assert.That(processes.Variables["DOCKER_BUILDKIT"], Is.EqualTo("0"));
    }

    [Test]
    public void A_builder_hands_the_image_to_the_engine()
    {
        var processes = new FakeProcesses();
        var settings = new DockerBuildXBuildSettings
        {
            ToolPath = Docker,
            Builder = "cluster",
            Load = true,
            BuildKit = true,
        };
        new DockerRunner(new FakeContext(processes)).DockerBuildXBuild(settings, ".", null, CancellationToken.None);
        Assert.That(
            processes.Commands.Single(),
            Is.EqualTo("/bin/sh buildx build --builder cluster --load --progress plain .")
        );
    }

    [Test]
    public void A_plan_needs_no_docker()
    {
        var told = new List<string>();
        var docker = new DockerRunner(new FakeContext(new FakeProcesses()), "tcp://me:secret@builds:2376", told.Add);
        docker.DockerPull("rocm/dev:7.1", null, CancellationToken.None);
        docker.DockerCreate(
            new DockerContainerCreateSettings { Name = "c", Label = ["a=b"] },
            "image",
            "none",
            CancellationToken.None
        );
        docker.DockerCp("c:/app/debs/.", "/here", new DockerSettings(), CancellationToken.None);
        docker.DockerRm(["c"], CancellationToken.None);
        docker.DockerRun(
            new DockerContainerRunSettings
            {
                Rm = true,
                Network = "none",
                User = "1000:100",
                Env = ["HOME=/tmp", "HTTPS_PROXY"],
                Mount = ["/a", "/b,c"],
                Entrypoint = "pip",
            },
            "image",
            ["--version"],
            null,
            CancellationToken.None
        );
        Assert.That(
            told,
            Is.EqualTo(
                new[]
                {
                    "docker --host tcp://***@builds:2376 pull rocm/dev:7.1  # where the engine lacks it",
                    "docker --host tcp://***@builds:2376 create --name c --label a=b image none",
                    "docker --host tcp://***@builds:2376 cp c:/app/debs/. /here",
                    "docker --host tcp://***@builds:2376 rm --force --volumes c",
                    "docker --host tcp://***@builds:2376 run --rm --user 1000:100 --network none --entrypoint pip"
                        + " --env HOME=/tmp --env HTTPS_PROXY --mount type=bind,source=/a,target=/a"
                        + " --mount \"type=bind,\\\"source=/b,c\\\",\\\"target=/b,c\\\"\" image --version",
                }
            )
        );
    }

    [Test]
    public void A_failure_has_the_last_forty_lines_and_the_log()
    {
        var lines = Enumerable.Range(1, 100).Select(number => $"line {number}.").ToList();
        var error = new DockerFailedException(new ToolResult("docker build", 1, [], lines), "/logs/02.log", "mend it");
        Assert.That(error.Message, Does.Contain("line 61.").And.Contain("line 100.").And.Contain("/logs/02.log"));
        Assert.That(error.Message, Does.Not.Contain("line 60."));
    }

    [TestCase("28.2.2", true, true)]
    [TestCase("20.10.24+dfsg1", false, true)]
    [TestCase("28.2.2", false, false)]
    public void BuildKit_is_reached_by_buildx_or_an_old_client(string client, bool hasBuildX, bool hasBuildKit) =>
        Assert.That(DockerEngine.Of(client, "20.10.24", hasBuildX).HasBuildKit, Is.EqualTo(hasBuildKit));

    [Test]
    public void A_Dockerfile_that_mounts_needs_BuildKit()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "FROM a\nRUN --mount=type=bind,from=b,target=/install true\n");
        Assert.That(
            () => DockerEngine.Of("28.2.2", "20.10.24", hasBuildX: false).Require(path, null),
            Throws
                .TypeOf<DockerNotUsableException>()
                .With.Message.Contains("RUN --mount")
                .And.Message.Contains("docker-buildx")
        );
        File.Delete(path);
    }

    [Test]
    public void A_builder_needs_buildx()
    {
        var engine = new DockerEngine("28.2.2", "20.10.24", HasBuildX: false, HasBuildKit: false);
        Assert.That(
            () => engine.Require("Dockerfile", "cluster"),
            Throws.TypeOf<DockerNotUsableException>().With.Message.Contains("docker-buildx")
        );
    }
}
