using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Builds of one release that share an index, told apart by the labels of their versions.</summary>
public sealed class LabelledReleases
{
    [Test]
    public async Task The_build_that_was_published_is_tried_and_named_though_another_has_a_higher_label()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any", "core==1.0+git1");
        SmallWheel.Write(run["wheels"], "core", "1.0+git1", "py3-none-any");
        (await ReleaseAsync(run, "rocm7.1.gfx90a")).Succeeded();

        var later = (await ReleaseAsync(run, "rocm7.1.gfx1100")).Succeeded();
        const string Install = "pip install thing==1.0+rocm7.1.gfx1100 --index-url https://wheels.example/simple/";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                later.Output,
                Does.Contain("  thing 1.0+rocm7.1.gfx1100\n").And.Not.Contain("thing 1.0+rocm7.1.gfx90a\n")
            );
            Assert.That(
                later.Output,
                Does.Contain("pip install thing==1.0+rocm7.1.gfx1100 --index-url http://127.0.0.1:8080/simple/")
            );
        }

        // As a job of CI does, each task a run of its own.
        var summary = run["summary.md"];
        var alone = await RunAsync(
            run,
            ["--target=Publish", "--exclusive", "--public-url=https://wheels.example/"],
            new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = summary }
        );
        alone.Succeeded();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(summary), Does.Contain(Install));
            Assert.That(
                (string?)JObject.Parse(await File.ReadAllTextAsync(run["artifacts", "outcome.json"]))["install"],
                Is.EqualTo(Install)
            );
        }

        var verified = (await RunAsync(run, ["--target=Verify-Install", "--version-policy=keep"], [])).Succeeded();
        Assert.That(verified.Output, Does.Contain("  core 1.0+rocm7.1.gfx1100\n  thing 1.0+rocm7.1.gfx1100\n"));
    }

    private static Task<Pipeline.Finished> ReleaseAsync(TemporaryFolder run, string label) =>
        RunAsync(
            run,
            [
                "--target=Release",
                "--no-index",
                $"--base-wheels={run["wheels"]}",
                $"--version-policy=local:{label}",
                "--gate=none",
            ],
            []
        );

    private static Task<Pipeline.Finished> RunAsync(
        TemporaryFolder run,
        string[] arguments,
        Dictionary<string, string> variables
    ) =>
        Pipeline.RunAsync(
            [
                .. arguments,
                "--root=thing",
                $"--artifacts={run["artifacts"]}",
                $"--store={new Uri(run["store"]).AbsoluteUri}",
            ],
            variables
        );
}
