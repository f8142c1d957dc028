namespace Wheelhouse.Build.Tests.Launching;

/// <summary>The real pipeline through the real launcher.</summary>
public sealed class PipelineRuns
{
    private string folder = "";

    private static string Repository => RepositoryRoot.Above(AppContext.BaseDirectory);

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("it's \"the caller's\" ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Tasks_and_arguments_are_listed_without_a_target()
    {
        var run = Start();
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(
                run.Output,
                Does.Match(@"\n  Clean +Remove what").And.Match(@"\n  --port=N +The port .* \[8080\]")
            );
            Assert.That(run.Error, Is.Empty);
        });
    }

    [Test]
    public void Help_leads_to_what_tasks_take_and_to_the_first_one()
    {
        var run = Start("--help");
        Assert.That(run.Code, Is.Zero);
        Assert.That(
            run.Output,
            Does.Contain("--dryrun")
                .And.Contain("Without any argument it lists the tasks")
                .And.EndWith("--target=Rehearse")
        );
        Assert.That(run.Output, Does.StartWith("./build.cake-frosting --target=TASK").And.Not.Contain(".dll"));
    }

    [Test]
    public void Help_beside_a_task_tells_what_it_takes_and_runs_nothing()
    {
        var run = Start("--target=clean", "--help");
        Assert.That(run.Code, Is.Zero);
        Assert.That(
            run.Output,
            Does.StartWith("./build.cake-frosting --target=Clean")
                .And.Contain("\n  --docker-host=URL")
                .And.Not.Contain("Nothing to remove")
        );
    }

    [Test]
    public void Help_beside_a_mistyped_task_is_refused_with_what_was_meant()
    {
        var run = Start("--target=Cleen", "--help");
        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("did you mean --target=Clean?"));
    }

    [Test]
    public void Clean_removes_what_runs_write_in_a_folder_of_the_caller_and_nothing_else()
    {
        var artifacts = Path.Join(folder, "out put");
        var kept = Directory.CreateDirectory(Path.Join(folder, "kept")).FullName;
        File.WriteAllText(Path.Join(kept, "wheel.whl"), "");
        Directory.CreateDirectory(Path.Join(artifacts, "base"));
        Directory.CreateDirectory(Path.Join(artifacts, "mine"));
        File.WriteAllText(Path.Join(artifacts, "base/wheel.whl"), "");
        File.WriteAllText(Path.Join(artifacts, "report.json"), "");
        File.WriteAllText(Path.Join(artifacts, "mine.json"), "");
        Directory.CreateSymbolicLink(Path.Join(artifacts, "store"), kept);

        var plan = Start("--target=Clean", "--artifacts=out put", "--plan");
        Assert.That(
            plan.Output,
            Does.Contain(
                $"would remove {artifacts}/base\nwould remove {artifacts}/store\nwould remove {artifacts}/report.json"
            )
        );
        Assert.That(Directory.EnumerateFileSystemEntries(artifacts).Count(), Is.EqualTo(5));

        Assert.That(Start("--target=Clean", "--artifacts=out put").Code, Is.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.EnumerateFileSystemEntries(artifacts).Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "mine", "mine.json" })
            );
            Assert.That(Path.Join(kept, "wheel.whl"), Does.Exist);
        });
    }

    [TestCase("Serve", @"would serve .*/out put/store at http://127\.0\.0\.1:8080/ until Ctrl-C")]
    [TestCase(
        "Benchmark",
        "would build tests/Wheelhouse.Benchmarks and measure all benchmarks, with their files in .*/out put/"
    )]
    public void A_plan_of_what_takes_its_time_only_tells(string task, string told)
    {
        var run = Start($"--target={task}", "--artifacts=out put", "--plan");
        Assert.That(run.Code, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Match(told));
        Assert.That(Path.Join(folder, "out put"), Does.Not.Exist);
    }

    [Test]
    public void A_dry_run_changes_nothing()
    {
        Directory.CreateDirectory(Path.Join(folder, "base"));
        Assert.That(Start("--target=Clean", $"--artifacts={folder}", "--dryrun").Code, Is.Zero);
        Assert.That(Path.Join(folder, "base"), Does.Exist);
    }

    [Test]
    public void Working_names_the_folder_that_arguments_count_from()
    {
        var there = Directory.CreateDirectory(Path.Join(folder, "there")).FullName;
        Assert.That(
            Start("--target=Clean", "--working=there", "--artifacts=out").Output,
            Does.Contain($"Nothing to remove in {there}/out.")
        );
    }

    [Test]
    public void Version_is_the_pipeline_s_own() =>
        Assert.That(Start("--version").Output, Does.Match(@"^Wheelhouse [\d.]+, on Cake 7\.0\.0$"));

    private ProcessRun Start(params string[] arguments) =>
        ProcessRun.Of(Path.Join(Repository, "build.cake-frosting"), arguments, folder);
}
