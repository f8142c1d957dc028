namespace Wheelhouse.IntegrationTests;

/// <summary>What GitHub shows below a run that published: read from the file that the runner reads.</summary>
public sealed class StepSummaries
{
    [Test]
    public async Task A_publish_tells_tasks_times_wheels_sizes_what_was_published_and_how_to_install_it()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any", "other>=2");
        SmallWheel.Write(run["wheels"], "other", "2.1", "py3-none-any");
        var (summary, outputs) = (run["summary.md"], run["outputs"]);
        var published = await Pipeline.RunAsync(
            [
                "--target=Publish",
                "--no-index",
                $"--base-wheels={run["wheels"]}",
                "--root=thing",
                $"--artifacts={run["artifacts"]}",
                $"--store={new Uri(run["store"])}",
                "--channel=nightly",
                "--public-url=https://wheels.example/rocm/",
            ],
            new Dictionary<string, string>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_STEP_SUMMARY"] = summary,
                ["GITHUB_OUTPUT"] = outputs,
            }
        );
        published.Succeeded();
        var text = await File.ReadAllTextAsync(summary);
        TestContext.Out.WriteLine(text);
        Assert.That(text, Does.StartWith("## Publish: done\n"));
        Assert.That(
            text,
            Does.Match(
                @"\| task \| time \| made \| size \| cache \| \|\n\|---\|--:\|---\|--:\|---\|---\|\n(\|.*\n)*\| Publish \| \d:\d\d \| 2 wheels sent, 2 pages \| 1\.\d kB \|  \|  \|\n"
            )
        );
        Assert.That(text, Does.Match(@"<summary>wheelhouse: 2 wheels, [\d.]+ k?B</summary>"));
        Assert.That(text, Does.Not.Contain(": 0 wheels"));
        Assert.That(text, Does.Match(@"\| thing \| 1\.0 \| [\d.]+ k?B \|\n"));
        Assert.That(text, Does.Match(@"### Published\n\n    Published to file://\S+, channel nightly\n"));
        Assert.That(
            text,
            Does.Match(
                @"      sent 2 wheels and 2 metadata files \([\d.]+ k?B\), changed 2 project pages \(8 objects written\)\n"
            )
        );
        Assert.That(
            text,
            Does.Contain(
                "    Install with\n      pip install thing --index-url https://wheels.example/rocm/nightly/simple/"
            )
        );
        var values = await File.ReadAllLinesAsync(outputs);
        Assert.That(values, Does.Contain("index_url=https://wheels.example/rocm/nightly/simple/"));
        Assert.That(values, Has.Some.Match(@"^run=\d{8}T\d{6}Z-[0-9a-f]+$"));
    }
}
