using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Releases of wheels that nobody here made, ending in an install by pip.</summary>
public sealed class RealReleases
{
    [Test]
    public async Task Wheels_of_the_distribution_are_released_as_roots()
    {
        using var run = new TemporaryFolder();
        var wheels = RealWheels.Debian(run.Folder("wheels"));
        var release = await Release(run, $"--base-wheels={wheels}", "--root=pip", "--root=setuptools");
        release.Succeeded();
        Assert.That(release.Output, Does.Contain("setuptools"));
        Assert.That(Directory.GetFiles(run["store", "packages", "pip"], "*.whl"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Wheels_of_the_distribution_are_released_as_links()
    {
        using var run = new TemporaryFolder();
        var wheels = RealWheels.Debian(run.Folder("wheels"));
        (await Release(run, $"--find-links={wheels}", "--root=setuptools")).Succeeded();
        Assert.That(Directory.Exists(run["store", "packages", "pip"]), Is.False);
    }

    [Test]
    public async Task Two_versions_of_one_project_are_both_published()
    {
        using var run = new TemporaryFolder();
        var wheels = RealWheels.Pyodide(run.Folder("npm"));
        var release = await Release(
            run,
            $"--base-wheels={wheels}",
            "--root=piplite",
            "--root=widgetsnbextension",
            "--root=ipykernel"
        );
        if (release.Text.Contains("requires a different Python", StringComparison.Ordinal))
        {
            Assert.Ignore("lacks a Python that the wheels of pyodide-kernel are for (3.11)");
        }

        release.Succeeded();
        Assert.That(Directory.GetFiles(run["store", "packages", "widgetsnbextension"], "*.whl"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task An_older_release_stays_installable()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("first"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("second"), "thing", "2.0", "py3-none-any");
        (await Release(run, $"--base-wheels={run["first"]}", "--root=thing")).Succeeded();
        (await Release(run, $"--base-wheels={run["second"]}", "--root=thing")).Succeeded();
        var page = await File.ReadAllTextAsync(run["store", "simple", "thing", "index.html"]);
        Assert.That(page, Does.Contain("thing-1.0-").And.Contain("thing-2.0-"));
    }

    [Test]
    public async Task Other_bytes_under_a_published_name_are_refused()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("first"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("second"), "thing", "1.0", "py3-none-any");
        (await Release(run, $"--base-wheels={run["first"]}", "--root=thing")).Succeeded();
        var before = await File.ReadAllBytesAsync(run["store", "packages", "thing", "thing-1.0-py3-none-any.whl"]);
        var release = (await Release(run, $"--base-wheels={run["second"]}", "--root=thing")).Failed();
        Assert.That(release.Text, Does.Contain("thing-1.0-py3-none-any.whl"));
        var after = await File.ReadAllBytesAsync(run["store", "packages", "thing", "thing-1.0-py3-none-any.whl"]);
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public async Task A_missing_dependency_is_named_with_its_chain()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "top", "1.0", "py3-none-any", "middle>=1");
        SmallWheel.Write(wheels, "middle", "1.0", "py3-none-any", "bottom>=2");
        SmallWheel.Write(wheels, "bottom", "1.0", "py3-none-any");
        var release = (await Release(run, $"--find-links={wheels}", "--root=top")).Failed();
        Assert.That(release.Text, Does.Contain("top -> middle>=1 -> bottom>=2"));
        Assert.That(Directory.Exists(run["store"]), Is.False);
    }

    [Test]
    public async Task A_wheel_taken_away_after_collecting_is_named_with_its_chain()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "top", "1.0", "py3-none-any", "middle>=1");
        SmallWheel.Write(wheels, "middle", "1.0", "py3-none-any");
        (await Release(run, $"--find-links={wheels}", "--root=top")).Succeeded();
        File.Delete(run["artifacts", "dependencies", "middle-1.0-py3-none-any.whl"]);
        var assembly = await Pipeline.RunAsync(
            "--target=Assemble-Wheelhouse",
            "--exclusive",
            "--root=top",
            $"--artifacts={run["artifacts"]}"
        );
        assembly.Failed();
        Assert.That(
            assembly.Text,
            Does.Contain("middle-1.0-py3-none-any.whl").And.Contain("Collect-Dependency-Wheels")
        );
    }

    [Test]
    public async Task Denied_projects_are_named_with_their_chain()
    {
        using var run = new TemporaryFolder();
        var wheels = run.Folder("wheels");
        SmallWheel.Write(wheels, "top", "1.0", "py3-none-any", "middle");
        SmallWheel.Write(wheels, "middle", "1.0", "py3-none-any", "nvidia-cublas-cu12");
        SmallWheel.Write(wheels, "nvidia_cublas_cu12", "12.0", "py3-none-any");
        var release = (await Release(run, $"--find-links={wheels}", "--root=top")).Failed();
        Assert.That(release.Text, Does.Contain("top -> middle -> nvidia-cublas-cu12"));
    }

    [Test]
    public async Task A_source_distribution_is_built()
    {
        using var run = new TemporaryFolder();
        var links = run.Folder("links");
        SmallWheel.Write(links, "top", "1.0", "py3-none-any", "source");
        SmallWheel.WriteSource(links, "source", "1.5");
        (await Release(run, $"--find-links={links}", "--root=top", "--verify-import=source")).Succeeded();
        Assert.That(Directory.GetFiles(run["store", "packages", "source"], "source-1.5-*.whl"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_source_distribution_that_does_not_build_is_told_with_its_last_lines()
    {
        const string Backend = """
            def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
                os.mkdir(os.path.join(metadata_directory, "source-1.5.dist-info"))
                with open(os.path.join(metadata_directory, "source-1.5.dist-info", "METADATA"), "w") as metadata:
                    metadata.write("Metadata-Version: 2.1\nName: source\nVersion: 1.5\n")
                return "source-1.5.dist-info"
            def build_wheel(*arguments):
                raise SystemExit("there is no compiler here")
            """;
        var failed = (await ReleaseSource(Backend)).Failed().Text;
        Assert.That(failed, Does.Contain("pip wheel failed with exit code 1").And.Contain("there is no compiler here"));
        Assert.That(failed, Does.Match("  at: .* -m pip --isolated wheel --no-deps .*source-1.5.tar.gz"));
        Assert.That(
            failed,
            Does.Contain("hint: 'source-1.5.tar.gz' is published as source only: give a wheel of it in a --find-links")
        );
    }

    [Test]
    public async Task A_source_distribution_that_builds_as_another_version_is_refused()
    {
        const string Backend = """
            made = build_wheel
            def build_wheel(*arguments):
                global version
                counted = os.environ["COUNTED"]
                version = "1.5.1" if os.path.exists(counted) else version
                open(counted, "w").close()
                return made(*arguments)
            """;
        var failed = (await ReleaseSource(Backend)).Failed().Text;
        Assert.That(failed, Does.Contain("'source-1.5.1-py3-none-any.whl' is source 1.5.1, not source 1.5"));
        Assert.That(failed, Does.Match("  at: built from file://.*/links/source-1.5.tar.gz"));
        Assert.That(failed, Does.Contain("hint: the source's build names itself differently than the index does"));
    }

    [Test]
    public async Task A_source_distribution_is_refused_where_only_wheels_may_come()
    {
        using var run = new TemporaryFolder();
        var links = run.Folder("links");
        SmallWheel.Write(links, "top", "1.0", "py3-none-any", "source");
        SmallWheel.WriteSource(links, "source", "1.5");
        var release = await Release(run, $"--find-links={links}", "--root=top", "--only-binary=:all:");
        Assert.That(release.Failed().Text, Does.Contain("top -> source"));
    }

    [Test]
    public async Task Our_own_wheel_wins_over_one_with_a_better_tag()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("ours"), "torch", "2.9.0+git1c57644d", "py3-none-any");
        SmallWheel.Write(run.Folder("theirs"), "torch", "2.9.0", "cp38-abi3-manylinux2014_x86_64");
        SmallWheel.Write(run["theirs"], "top", "1.0", "py3-none-any", "torch");
        (await Release(run, $"--base-wheels={run["ours"]}", $"--find-links={run["theirs"]}", "--root=top")).Succeeded();
        Assert.That(
            Directory.GetFiles(run["store", "packages", "torch"], "*.whl").Select(Path.GetFileName),
            Is.EqualTo(new[] { "torch-2.9.0-py3-none-any.whl" })
        );
    }

    [Test]
    public async Task A_plan_of_a_release_publishes_nothing()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0a1+git1c57644d", "py3-none-any");
        var release = await Release(run, $"--base-wheels={run["wheels"]}", "--root=thing", "--plan", "--json");
        release.Succeeded();
        var plan = JObject.Parse(release.Output);
        Assert.That((string?)plan["files"]![0]!["fileName"], Is.EqualTo("thing-1.0-py3-none-any.whl"));
        Assert.That((string?)plan["files"]![0]!["state"], Is.EqualTo("new"));
        Assert.That(Directory.Exists(run["store"]), Is.False);
    }

    [Test]
    public async Task A_set_is_normalized_into_a_folder_of_its_own()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "torch", "2.9.0a0+git1c57644d", "py3-none-any");
        SmallWheel.Write(
            run["wheels"],
            "torchvision",
            "0.24.0a0+98f8b37",
            "py3-none-any",
            "torch==2.9.0a0+git1c57644d"
        );
        string[] arguments = ["--target=Normalize-Wheels", $"--wheels={run["wheels"]}", $"--output={run["out"]}"];
        (await Pipeline.RunAsync([.. arguments, "--plan"])).Succeeded();
        Assert.That(Directory.Exists(run["out"]), Is.False);
        (await Pipeline.RunAsync(arguments)).Succeeded();
        (await Pipeline.RunAsync(arguments)).Succeeded();
        Assert.That(
            Directory.GetFiles(run["out"], "*.whl").Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "torch-2.9.0-py3-none-any.whl", "torchvision-0.24.0-py3-none-any.whl" })
        );
    }

    [Test]
    public async Task A_folder_that_holds_something_else_is_not_replaced()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0+local", "py3-none-any");
        foreach (var output in new[] { run["wheels"], run.Path })
        {
            var refused = await Pipeline.RunAsync(
                "--target=Normalize-Wheels",
                $"--wheels={run["wheels"]}",
                $"--output={output}"
            );
            Assert.That(refused.Failed().Text, Does.Contain("would be replaced"));
        }

        Assert.That(Directory.GetFiles(run["wheels"]), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_Python_without_venv_is_told_what_to_install()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        var python = run["python without venv"];
        await File.WriteAllTextAsync(
            python,
            """
            #!/bin/sh
            case " $* " in *" venv "*) echo "The virtual environment was not created successfully because ensurepip is not available." >&2; exit 1 ;; esac
            exec python3 "$@"
            """
        );
        RealWheels.Run("chmod", ["+x", python], run.Path);
        var release = await Release(run, $"--base-wheels={run["wheels"]}", "--root=thing", $"--python={python}");
        Assert.That(release.Failed().Text, Does.Match(@"apt-get install python3\.\d+-venv"));
    }

    [Test]
    public async Task A_missing_Python_is_told_what_to_install()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        var release = await Release(
            run,
            $"--base-wheels={run["wheels"]}",
            "--root=thing",
            "--python=python-that-is-not-there"
        );
        Assert.That(
            release.Failed().Text,
            Does.Contain("python-that-is-not-there").And.Contain("apt-get install python3")
        );
    }

    /// <summary>Releases what needs a source distribution, whose backend may note in a file that it ran.</summary>
    private static async Task<Pipeline.Finished> ReleaseSource(string backend)
    {
        using var run = new TemporaryFolder();
        var links = run.Folder("links");
        SmallWheel.Write(links, "top", "1.0", "py3-none-any", "source");
        SmallWheel.WriteSource(links, "source", "1.5", backend);
        var variables = new Dictionary<string, string> { ["COUNTED"] = run["counted"] };
        var release = await Pipeline.RunAsync([.. Arguments(run), $"--find-links={links}", "--root=top"], variables);
        Assert.That(Directory.Exists(run["store"]), Is.False);
        return release;
    }

    private static Task<Pipeline.Finished> Release(TemporaryFolder run, params string[] arguments) =>
        Pipeline.RunAsync([.. Arguments(run), .. arguments]);

    private static string[] Arguments(TemporaryFolder run) =>
        [
            "--target=Release",
            "--no-index",
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
        ];
}
