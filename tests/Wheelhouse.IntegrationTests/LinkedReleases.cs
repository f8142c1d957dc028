using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>A release with a project whose files stay in the index of others.</summary>
public sealed class LinkedReleases
{
    private const string Numpy = "numpy-2.0.2-py3-none-any.whl";

    [Test]
    public async Task A_linked_project_installs_by_our_page_from_the_index_of_others()
    {
        using var run = new TemporaryFolder();
        (await Pipeline.RunAsync("--target=Make-Stand-Ins", $"--artifacts={run["made"]}")).Succeeded();
        var theirs = run.Folder("theirs");
        File.Move(run["made", "rehearsal", "links", Numpy], Path.Combine(theirs, Numpy));
        await ReleaseAsync(
            run["their run"],
            "--root=numpy",
            "--no-index",
            $"--find-links={theirs}",
            $"--store={new Uri(run["their store"])}"
        );

        using var server = Pipeline.Start(
            ["--target=Serve", $"--store={new Uri(run["their store"])}", "--port=0", $"--artifacts={run["served"]}"],
            []
        );
        try
        {
            string? line;
            do
            {
                line = await server.StandardOutput.ReadLineAsync();
            } while (line?.Contains("--index-url ", StringComparison.Ordinal) == false);

            var index = line!.Split("--index-url ")[1];
            var released = await ReleaseAsync(
                run["our run"],
                $"--recipe={Recipe(run, index)}",
                $"--base-wheels={run["made", "rehearsal", "base"]}",
                $"--vllm-wheel={run["made", "rehearsal", "vllm"]}",
                $"--index-url={index}",
                $"--find-links={run["made", "rehearsal", "links"]}",
                $"--store={new Uri(run["our run", "store"])}"
            );
            Assert.That(released, Does.Contain("imported: torch, vllm"), "what the recipe imports is tried");
            var url = new Uri(new Uri(index), $"../packages/numpy/{Numpy}");
            Assert.That(
                await File.ReadAllTextAsync(run["our run", "store", "simple", "numpy", "index.html"]),
                Does.Contain($"href=\"{url}#sha256=")
            );
            Assert.That(
                Directory.GetFiles(run["our run", "store", "packages", "numpy"]).Select(Path.GetFileName),
                Is.EqualTo(new[] { $"{Numpy}.metadata" })
            );
            var releases = Directory.GetFiles(
                run["our run", "store", "releases"],
                "pylock.toml",
                SearchOption.AllDirectories
            );
            Assert.That(await File.ReadAllTextAsync(releases.Single()), Does.Contain($"url = \"{url}\""));
            string[] status = ["--target=Status", "--check", $"--store={new Uri(run["our run", "store"])}"];
            (await Pipeline.RunAsync([.. status, $"--artifacts={run["our run"]}"])).Succeeded();
        }
        finally
        {
            RealWheels.Run("kill", ["-TERM", $"{server.Id}"], run.Path);
            await server.WaitForExitAsync();
        }
    }

    private static string Recipe(TemporaryFolder run, string index)
    {
        var recipe = JObject.Parse(
            File.ReadAllText(Path.Combine(Pipeline.Repository, "build", "recipes", "stand-in.json"))
        );
        recipe["name"] = "linking";
        recipe["linked"] = new JArray(new JObject { ["project"] = "numpy", ["index"] = index });
        File.WriteAllText(run["linking.json"], $"{recipe}");
        return run["linking.json"];
    }

    private static async Task<string> ReleaseAsync(string artifacts, params string[] arguments) =>
        (await Pipeline.RunAsync(["--target=Release", $"--artifacts={artifacts}", .. arguments])).Succeeded().Output;
}
