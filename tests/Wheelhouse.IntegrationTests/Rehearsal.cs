using System.Globalization;
using Newtonsoft.Json.Linq;
using Wheelhouse.IntegrationTests.Stores;

namespace Wheelhouse.IntegrationTests;

/// <summary>What a newcomer runs first, and each task alone from what it left.</summary>
public sealed class Rehearsal
{
    private static readonly TemporaryFolder Run = new();
    private static readonly string Artifacts = $"--artifacts={Run["artifacts"]}";

    // Rehearse, serve, install: typed one after the other by whoever reads on.
    private static readonly IReadOnlyList<string> Readme = Documents.Lines("README.md");

    [OneTimeSetUp]
    public async Task Rehearse()
    {
        if (!File.Exists(Run["artifacts", "publish.json"]))
        {
            SharedEnvironments.GiveTo([Artifacts]);
            var variables = new Dictionary<string, string> { ["CAKE_WHEELHOUSE_ARTIFACTS"] = Run["artifacts"] };
            (await Pipeline.RunAsync("sh", ["-c", Documents.WithLauncher(Readme[0])], variables)).Succeeded();
        }
    }

    [OneTimeTearDown]
    public void RemoveFolders() => Run.Dispose();

    [Test]
    public async Task The_readmes_first_commands_end_in_an_install()
    {
        Assert.That(Readme[0], Is.EqualTo("./build.cake-frosting --target=Rehearse"), "run before all tests");
        using var run = new TemporaryFolder();
        var port = ServerProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        string[] settings = [$"CAKE_WHEELHOUSE_ARTIFACTS={Run["artifacts"]}", $"CAKE_WHEELHOUSE_PORT={port}"];
        var serve = "exec " + Documents.WithLauncher(Readme[1]);
        using var server = ServerProcess.Start(run["log"], "TERM", ["env", .. settings, "sh", "-c", serve]);
        await ServerProcess.AnswersAsync(new Uri($"http://127.0.0.1:{port}/"), run["log"]);
        var user = run["user"].Replace(" ", "\\ ", StringComparison.Ordinal);
        var install = Readme[2]
            .Replace("/tmp/user", user, StringComparison.Ordinal)
            .Replace(":8080/", $":{port}/", StringComparison.Ordinal);
        // Nothing but the command says where from.
        var variables = new Dictionary<string, string> { ["PIP_CONFIG_FILE"] = "/dev/null", ["PIP_FIND_LINKS"] = "" };
        var installed = (await Pipeline.RunAsync("sh", ["-ec", install], variables)).Succeeded();
        Assert.That(
            installed.Output,
            Does.Match("Successfully installed .*torch-2.9.0 .*vllm-0.11.1").And.Contain($"127.0.0.1:{port}/")
        );
    }

    [Test]
    public void Every_version_of_the_store_is_clean()
    {
        var wheels = Wheels(Run["artifacts", "store"]);
        Assert.That(wheels, Has.Some.StartsWith("torch-2.9.0-").And.Some.StartsWith("vllm-0.11.1-cp38-abi3-"));
        Assert.That(wheels, Has.None.Contains("+").And.None.Contains("a0"));
    }

    [Test]
    public void What_the_release_consists_of_is_published_with_it()
    {
        var store = Run["artifacts", "store"];
        var text = File.ReadAllText(Path.Combine(store, "wheelhouse.json"));
        var json = JObject.Parse(text);
        Assert.That(
            File.ReadAllText(Path.Combine(store, "releases", (string)json["run"]!, "wheelhouse.json")),
            Is.EqualTo(text)
        );
        Assert.That(json["files"]!.Select(file => (string?)file["file"]), Is.EquivalentTo(Wheels(store)));
        Assert.That(text, Does.Not.Contain(Run.Path).And.Contain("2.9.0a0+git"));
        Assert.That(json["files"]!, Has.All.Matches((JToken? file) => ((string?)file!["sha256"])!.Length == 64));
    }

    [Test]
    public async Task A_run_leaves_a_report_of_each_task_also_when_it_fails()
    {
        using var run = new TemporaryFolder();
        Assert.That(RealWheels.Run("cp", ["-a", Run["artifacts"], run["a"]], run.Path));
        string[] arguments = ["--exclusive", $"--artifacts={run["a"]}"];
        var made = (await Pipeline.RunAsync(["--target=Assemble-Wheelhouse", .. arguments])).Succeeded();
        Assert.That(made.Output, Does.Match(@"  Assemble-Wheelhouse +00:00:\d\d +\d+ wheels +\S+ k?B\n"));
        var report = JObject.Parse(await File.ReadAllTextAsync(run["a", "report.json"]));
        Assert.That((int?)report["schemaVersion"], Is.EqualTo(2));
        Assert.That((string?)report["outcome"], Is.EqualTo("done"));
        Assert.That(report["tasks"]!.Single().ToString(), Does.Contain("wheels").And.Contain("\"bytes\""));

        File.Delete(run["a", "vllm", "manifest.json"]);
        var failed = (await Pipeline.RunAsync(["--target=Collect-Dependency-Wheels", .. arguments])).Failed();
        Assert.That(failed.Output, Does.Match(@"  Collect-Dependency-Wheels +00:00:\d\d +failed"));
        report = JObject.Parse(await File.ReadAllTextAsync(run["a", "report.json"]));
        Assert.That((string?)report["outcome"], Is.EqualTo("failed"));
        Assert.That((string?)report["tasks"]!.Single()["outcome"], Is.EqualTo("failed"));
        Assert.That((string?)report["error"], Does.Contain("there is no manifest.json").And.Contain("hint: "));

        File.Delete(run["a", "report.json"]);
        (await Pipeline.RunAsync(["--target=Publish", "--plan", .. arguments])).Succeeded();
        Assert.That(File.Exists(run["a", "report.json"]), Is.False, "a plan did nothing");
    }

    [Test]
    public async Task A_second_rehearsal_finds_everything_published()
    {
        var before = Stamps(Run["artifacts", "store"]);
        (await Pipeline.RunAsync("--target=rehearse", Artifacts)).Succeeded();
        Assert.That(Stamps(Run["artifacts", "store"]), Is.EqualTo(before));
        var record = JObject.Parse(await File.ReadAllTextAsync(Run["artifacts", "publish.json"]));
        Assert.That((int)record["SentWheels"]!, Is.Zero);
    }

    [Test]
    public async Task The_distributions_own_Python_installs_it_too()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
        {
            Assert.Ignore($"lacks {Python}");
        }

        using var run = new TemporaryFolder();
        var rehearsal = await Pipeline.RunAsync("--target=Rehearse", $"--python={Python}", $"--artifacts={run["a"]}");
        rehearsal.Succeeded();
    }

    [TestCase("Resolve-Release")]
    [TestCase("Build-Base-Wheels")]
    [TestCase("Build-Vllm-Wheel")]
    [TestCase("Normalize-Wheels")]
    [TestCase("Collect-Dependency-Wheels")]
    [TestCase("Assemble-Wheelhouse")]
    [TestCase("Create-Index")]
    [TestCase("Publish")]
    [TestCase("Release")]
    public async Task A_task_runs_alone_from_what_earlier_ones_left(string task)
    {
        var run = await Pipeline.RunAsync($"--target={task}", "--exclusive", Artifacts);
        run.Succeeded();
    }

    [Test]
    public async Task A_release_ends_with_how_users_install_it_below_the_table_of_tasks()
    {
        var run = await Pipeline.RunAsync("--target=Release", "--exclusive", Artifacts);
        Assert.That(
            run.Succeeded().Output,
            Does.Match(@"(?s)\n  Release +00:00:\d\d\n+Published to .*pip install vllm\S* --index-url \S+\n$")
        );
    }

    [Test]
    public async Task An_install_is_verified_alone()
    {
        var run = await Pipeline.RunAsync("--target=Verify-Install", "--verify-import=vllm", Artifacts);
        run.Succeeded();
        Assert.That(run.Output, Does.Contain("vllm 0.11.1"));
    }

    [Test]
    public async Task The_environment_whose_pip_installs_is_kept_and_made_anew_when_it_does_not_answer()
    {
        using var run = new TemporaryFolder();
        run.Folder(Path.Combine("artifacts", "environments"));
        var first = await VerifyAsync();
        Assert.That(Made(first), Is.EqualTo(1), first);
        var second = await VerifyAsync();
        Assert.That(Made(second), Is.Zero, second);

        var driver = Directory.GetDirectories(run["artifacts", "environments"]).Single();
        File.Delete(Path.Combine(driver, "bin", "python"));
        File.CreateSymbolicLink(Path.Combine(driver, "bin", "python"), "/bin/false");
        var third = await VerifyAsync();
        Assert.That(Made(third), Is.EqualTo(1), third);

        async Task<string> VerifyAsync() =>
            (
                await Pipeline.RunAsync(
                    "--target=Verify-Install",
                    $"--store={new Uri(Run["artifacts", "store"])}",
                    $"--artifacts={run["artifacts"]}",
                    "--verbosity=verbose"
                )
            )
                .Succeeded()
                .Output;

        static int Made(string output) =>
            output
                .Split('\n')
                .Count(line =>
                    line.Contains("-m venv --clear", StringComparison.Ordinal)
                    && !line.Contains("--without-pip", StringComparison.Ordinal)
                );
    }

    [Test]
    public async Task A_plan_changes_nothing()
    {
        var store = Run["elsewhere under artifacts"];
        var run = await Pipeline.RunAsync(
            "--target=Publish",
            "--exclusive",
            "--plan",
            Artifacts,
            $"--store={new Uri(Run["artifacts", "second"])}"
        );
        run.Succeeded();
        Assert.That(run.Output, Does.Contain("torch-2.9.0-"));
        Assert.That(Directory.Exists(store), Is.False);
        Assert.That(Directory.Exists(Run["artifacts", "second"]), Is.False);
    }

    [Test]
    public async Task Stand_ins_are_not_published_elsewhere()
    {
        var run = await Pipeline.RunAsync(
            "--target=Publish",
            "--exclusive",
            Artifacts,
            $"--store={new Uri(Run["users"])}"
        );
        run.Failed();
        Assert.That(run.Text, Does.Contain("stand-ins"));
        Assert.That(Directory.Exists(Run["users"]), Is.False);
    }

    private static List<string?> Wheels(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.whl", SearchOption.AllDirectories).Select(Path.GetFileName)];

    private static List<string> Stamps(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}"),
        ];
}
