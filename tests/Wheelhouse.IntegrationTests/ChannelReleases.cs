namespace Wheelhouse.IntegrationTests;

/// <summary>Releases into channels, each an index of its own that pip installs from.</summary>
public sealed class ChannelReleases
{
    [Test]
    public async Task Each_channel_of_a_folder_has_its_own_versions()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("stable"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("fresh"), "thing", "2.0", "py3-none-any");
        (await ReleaseAsync(run, "stable")).Succeeded();
        var released = (await ReleaseAsync(run, "fresh", "--channel=nightly", "--verify-import=thing")).Succeeded();
        Assert.That(released.Output, Does.Contain("--index-url http://127.0.0.1:8080/nightly/simple/"));
        Assert.That(Directory.Exists(run["store", "nightly", "packages"]), Is.False);

        Assert.That((await VerifyAsync(run, "nightly")).Output, Does.Contain("  thing 2.0"));
        Assert.That((await VerifyAsync(run, "main")).Output, Does.Contain("  thing 1.0"));
        var absent = await Pipeline.RunAsync(VerifyArguments(run, "rocm71"));
        Assert.That(absent.Failed().Text, Does.Contain("thing"));
    }

    [Test]
    public async Task A_promoted_version_installs_from_the_other_channel_with_all_it_needs()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("stable"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("fresh"), "thing", "2.0", "py3-none-any");
        (await ReleaseAsync(run, "stable", "--gate=none")).Succeeded();
        (await ReleaseAsync(run, "fresh", "--channel=nightly", "--gate=none")).Succeeded();
        string[] promote =
        [
            "--target=Promote",
            "--from=nightly",
            "--to=main",
            "--project=thing",
            "--version=2.0",
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
        ];
        var plan = (await Pipeline.RunAsync([.. promote, "--plan"])).Succeeded();
        Assert.That(plan.Output, Does.Match("add +thing-2.0-py3-none-any.whl"));
        Assert.That((await VerifyAsync(run, "main")).Output, Does.Contain("  thing 1.0"));
        (await Pipeline.RunAsync(promote)).Succeeded();
        Assert.That((await VerifyAsync(run, "main")).Output, Does.Contain("  thing 2.0"));
        var same = await Pipeline.RunAsync([.. promote, "--to=nightly"]);
        Assert.That(same.ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task A_channel_called_like_a_part_of_the_store_is_refused()
    {
        using var run = new TemporaryFolder();
        var refused = await ReleaseAsync(run, "stable", "--channel=packages");
        Assert.That(refused.ExitCode, Is.EqualTo(2));
        Assert.That(
            refused.Error,
            Does.Contain(
                "--channel=packages: \"packages\" names no channel: every store has something else of that name"
            )
        );
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

    private static async Task<Pipeline.Finished> VerifyAsync(TemporaryFolder run, string channel) =>
        (await Pipeline.RunAsync(VerifyArguments(run, channel))).Succeeded();

    private static string[] VerifyArguments(TemporaryFolder run, string channel) =>
        [
            "--target=Verify-Install",
            "--root=thing",
            $"--channel={channel}",
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
        ];
}
