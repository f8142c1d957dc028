using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>What is published is yanked, taken back and rolled back, as users of pip see it.</summary>
public sealed class IndexChanges
{
    [Test]
    public async Task What_pip_installs_follows_yanks_and_rollbacks()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("one"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("two"), "thing", "2.0", "py3-none-any");
        await ReleaseAsync(run, "one");
        await ReleaseAsync(run, "two");
        var releases = await ReleasesAsync(run);
        Assert.That(releases.Select(release => (string?)release["action"]), Is.All.EqualTo("Publish"));
        Assert.That(releases, Has.Count.EqualTo(2));
        Assert.That((string?)releases[0]["commit"], Has.Length.EqualTo(40).Or.Null);

        string[] yank = ["--target=Yank", "--project=thing", "--version=2.0", "--reason=wrong kernels"];
        var plan = (await RunAsync(run, [.. yank, "--plan"])).Succeeded();
        Assert.That(plan.Output, Does.Match(@"yank +thing-2.0-py3-none-any.whl +\(wrong kernels\)"));
        await ExpectAsync(run, "2.0");
        (await RunAsync(run, yank)).Succeeded();
        await ExpectAsync(run, "1.0");
        (await RunAsync(run, "--target=Unyank", "--project=thing", "--version=2.0")).Succeeded();
        await ExpectAsync(run, "2.0");

        (await RunAsync(run, "--target=Rollback", $"--to={releases[0]["run"]}")).Succeeded();
        await ExpectAsync(run, "1.0");
        var after = await ReleasesAsync(run);
        Assert.That(
            after.Select(release => (string?)release["action"]),
            Is.EqualTo(["Publish", "Publish", "Yank", "Unyank", "Rollback"])
        );
        (await RunAsync(run, "--target=Rollback", $"--to={after[1]["run"]}")).Succeeded();
        await ExpectAsync(run, "2.0");
    }

    [Test]
    public async Task A_pruned_index_installs_what_was_kept_and_is_sound()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("one"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("two"), "thing", "2.0", "py3-none-any");
        await ReleaseAsync(run, "one");
        await ReleaseAsync(run, "two");
        var plan = (await RunAsync(run, "--target=Prune", "--keep=1", "--plan")).Succeeded();
        Assert.That(plan.Output, Does.Match("remove +thing-1.0-py3-none-any.whl").And.Contain("0 objects to remove"));
        Assert.That(await ReleasesAsync(run), Has.Count.EqualTo(2));

        (await RunAsync(run, "--target=Prune", "--keep=1")).Succeeded();
        await ExpectAsync(run, "2.0");
        var old = await RunAsync(run, "--target=Verify-Install", "--root=thing==1.0");
        Assert.That(old.Failed().Text, Does.Contain("thing==1.0"));
        var status = (await RunAsync(run, "--target=Status", "--check")).Succeeded();
        Assert.That(
            status.Output,
            Does.Contain("2 objects are kept for a rollback alone").And.Contain("all that users see")
        );
        Assert.That((await RunAsync(run, "--target=Prune")).Failed().Text, Does.Contain("--keep=N"));
    }

    [TestCase("--target=Yank --version=1.0", "a project is needed")]
    [TestCase("--target=Unyank --project=thing", "a version is needed")]
    [TestCase("--target=Yank --project=thing --version=9.0", "thing 9.0 is not published")]
    [TestCase("--target=Rollback", "the run to go back to is needed")]
    [TestCase("--target=Rollback --to=yesterday", "\"yesterday\" is not the name of a run")]
    [TestCase("--target=Rollback --to=20251105T143000Z-9f3a1c", "there is no record of a run 20251105T143000Z-9f3a1c")]
    public async Task What_is_missing_is_told_with_how_to_mend_it(string arguments, string problem)
    {
        using var run = new TemporaryFolder();
        var store = run.Folder("store");
        var failed = (await RunAsync(run, arguments.Split(' '))).Failed();
        Assert.That(failed.Text, Does.Contain(problem).And.Contain("hint:"));
        Assert.That(Directory.GetFileSystemEntries(store), Is.Empty);
    }

    private static async Task ExpectAsync(TemporaryFolder run, string version)
    {
        var verified = await RunAsync(run, "--target=Verify-Install", "--root=thing", "--verify-import=thing");
        Assert.That(verified.Succeeded().Output, Does.Contain($"  thing {version}"));
    }

    private static async Task<JArray> ReleasesAsync(TemporaryFolder run) =>
        JArray.Parse((await RunAsync(run, "--target=Releases", "--json")).Succeeded().Output);

    private static async Task ReleaseAsync(TemporaryFolder run, string wheels) =>
        (
            await RunAsync(
                run,
                "--target=Release",
                "--gate=none",
                "--no-index",
                $"--base-wheels={run[wheels]}",
                "--root=thing",
                "--verify-import=thing"
            )
        ).Succeeded();

    private static Task<Pipeline.Finished> RunAsync(TemporaryFolder run, params string[] arguments) =>
        Pipeline.RunAsync([
            .. arguments,
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
        ]);
}
