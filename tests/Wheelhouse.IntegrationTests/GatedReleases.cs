namespace Wheelhouse.IntegrationTests;

/// <summary>Releases whose new pages must pass an install before users see them.</summary>
public sealed class GatedReleases
{
    [Test]
    public async Task What_does_not_work_is_seen_by_nobody_and_may_be_released_again()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        var plan = await ReleaseAsync(run, "wheels", "--plan");
        Assert.That(plan.Succeeded().Output, Does.Contain("must install from them (--gate=install)"));

        var failed = (await ReleaseAsync(run, "wheels", "--verify-import=nonsense")).Failed();
        Assert.That(
            failed.Text,
            Does.Contain("did not pass their install check")
                .And.Contain("No module named 'nonsense'")
                .And.Contain("users see nothing of this publish")
        );
        Assert.That(
            Files(run).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "thing-1.0-py3-none-any.whl", "thing-1.0-py3-none-any.whl.metadata" })
        );

        var released = (await ReleaseAsync(run, "wheels", "--verify-import=thing")).Succeeded();
        Assert.That(
            released.Output,
            Does.Contain("sent 0 wheels and 0 metadata files (0 B), changed 1 project page (6 objects written)")
        );
        Assert.That(Files(run), Has.None.Contains("staging"));
    }

    [Test]
    public async Task The_new_version_is_tried_with_all_that_the_store_has_already()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("later"), "thing", "2.0", "py3-none-any", "helper");
        SmallWheel.Write(run["later"], "helper", "2.0", "py3-none-any", "base");
        SmallWheel.Write(run["later"], "base", "1.0", "py3-none-any");
        (await ReleaseAsync(run, "later", "--verify-import=base")).Succeeded();
        var before = Pages(run);

        // pip takes the published helper 2.0, whose base is on no new page; and thing 1.0, although 2.0 is published.
        SmallWheel.Write(run.Folder("earlier"), "thing", "1.0", "py3-none-any", "helper");
        SmallWheel.Write(run["earlier"], "helper", "1.0", "py3-none-any");
        var failed = (await ReleaseAsync(run, "earlier", "--verify-import=nonsense")).Failed();
        Assert.That(failed.Output, Does.Contain("trying thing==1.0 "));
        Assert.That(Pages(run), Is.EqualTo(before));

        var released = (await ReleaseAsync(run, "earlier", "--verify-import=base")).Succeeded();
        Assert.That(
            released.Output,
            Does.Contain("  base 1.0\n  helper 2.0\n  thing 1.0\n")
                .And.Contain("  base 1.0\n  helper 2.0\n  thing 2.0\n")
        );
    }

    [Test]
    public async Task Whoever_wants_no_gate_publishes_without()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        var release = (await ReleaseAsync(run, "wheels", "--gate=none", "--verify-import=nonsense")).Failed();
        Assert.That(release.Text, Does.Not.Contain("install check").And.Contain("No module named 'nonsense'"));
        Assert.That(File.Exists(run["store", "simple", "thing", "index.html"]));
    }

    private static Task<Pipeline.Finished> ReleaseAsync(
        TemporaryFolder run,
        string wheels,
        params string[] arguments
    ) =>
        Pipeline.RunAsync([
            "--target=Release",
            "--no-index",
            $"--base-wheels={run[wheels]}",
            "--root=thing",
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
            .. arguments,
        ]);

    private static List<string> Files(TemporaryFolder run) =>
        [
            .. Directory
                .GetFiles(run["store"], "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith('.')),
        ];

    private static Dictionary<string, string> Pages(TemporaryFolder run) =>
        Files(run)
            .Where(path => !path.Contains("/packages/", StringComparison.Ordinal))
            .ToDictionary(path => path, File.ReadAllText);
}
