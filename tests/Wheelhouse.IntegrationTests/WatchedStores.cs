using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>An index is watched as a user runs it: what is healthy, and all that is not.</summary>
public sealed class WatchedStores
{
    private const string Wheel = "packages/thing/thing-1.0-py3-none-any.whl";

    [Test]
    public async Task A_healthy_index_is_installed_from_and_a_broken_one_is_told_of_in_full()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any", "helper");
        SmallWheel.Write(run["wheels"], "helper", "1.0", "py3-none-any");
        (await RunAsync(run, "--target=Publish", "--no-index", $"--base-wheels={run["wheels"]}")).Succeeded();

        var healthy = (await RunAsync(run, "--target=Watch", "--check", "--json", "--verify-import=thing")).Succeeded();
        var report = JObject.Parse(healthy.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)report["isHealthy"], Is.True);
            Assert.That((int?)report["files"], Is.EqualTo(2));
            Assert.That((string?)report["roots"]![0]!["latest"], Is.EqualTo("1.0"));
            Assert.That((double?)report["roots"]![0]!["ageDays"], Is.LessThan(1));
            Assert.That(report["installed"]!.Select(item => (string?)item), Is.EqualTo(["helper==1.0", "thing==1.0"]));
            Assert.That(report["findings"], Is.Empty);
        }

        File.Delete(run["store", Wheel]);
        await File.AppendAllTextAsync(run["store", "packages/helper/helper-1.0-py3-none-any.whl.metadata"], "\n");
        await File.AppendAllTextAsync(run["store", "packages/helper/helper-1.0-py3-none-any.whl"], "more");
        await File.WriteAllTextAsync(run["store", "simple/helper/index.html"], "<!DOCTYPE html><html>");
        var broken = (await RunAsync(run, "--target=Watch", "--json")).Failed();
        var findings = JObject.Parse(broken.Output)["findings"]!;
        Assert.That(
            findings.Select(finding => (string?)finding["kind"]),
            Is.EqualTo(["WrongSize", "WrongHash", "Missing", "BrokenPage", "NotInstallable"])
        );
        Assert.That(findings.Select(finding => (string?)finding["hint"]), Is.All.Not.Empty);
        Assert.That(broken.Error, Does.Contain("5 things are not as users need them"));
        var short1 = (await RunAsync(run, "--target=Watch", "--no-install")).Failed();
        Assert.That(short1.Text, Does.Contain("4 things are not as users need them"));
    }

    [Test]
    public async Task A_version_that_does_not_install_is_found_though_an_older_one_does()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("one"), "thing", "1.0", "py3-none-any");
        SmallWheel.Write(run.Folder("two"), "thing", "2.0", "py3-none-any", "helper");
        SmallWheel.Write(run["two"], "helper", "1.0", "py3-none-any");
        (await RunAsync(run, "--target=Publish", "--no-index", $"--base-wheels={run["one"]}")).Succeeded();
        (await RunAsync(run, "--target=Publish", "--no-index", $"--base-wheels={run["two"]}")).Succeeded();
        (await RunAsync(run, "--target=Yank", "--project=helper", "--version=1.0", "--reason=broken")).Succeeded();
        var watched = (await RunAsync(run, "--target=Watch")).Failed();
        Assert.That(watched.Text, Does.Contain("WRONG NotInstallable"));
    }

    [Test]
    public async Task Of_builds_for_several_Pythons_the_one_for_this_Python_is_installed()
    {
        using var run = new TemporaryFolder();
        var inspected = await Pipeline.RunAsync("python3", ["-c", "import sys; print(sys.version_info[1])"], []);
        var minor = int.Parse(inspected.Succeeded().Output, CultureInfo.InvariantCulture);
        foreach (var python in new[] { minor, minor + 1 })
        {
            // thing fits both, and needs the core that was built along with it.
            var cp = $"cp3{python}";
            SmallWheel.Write(run.Folder(cp), "thing", "1.0", "py3-none-any", "core==1.0");
            SmallWheel.Write(run[cp], "core", "1.0", $"{cp}-{cp}-linux_x86_64");
            var published = await RunAsync(
                run,
                "--target=Publish",
                "--no-index",
                $"--base-wheels={run[cp]}",
                $"--version-policy=local:rocm7.1.gfx90a.{cp}",
                $"--python-version=3.{python}",
                "--platform=linux_x86_64"
            );
            published.Succeeded();
        }

        var watched = JObject.Parse((await RunAsync(run, "--target=Watch", "--json")).Succeeded().Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                watched["installed"]!.Select(item => (string?)item),
                Is.EqualTo([$"core==1.0+rocm7.1.gfx90a.cp3{minor}", $"thing==1.0+rocm7.1.gfx90a.cp3{minor}"])
            );
            Assert.That((string?)watched["roots"]![0]!["latest"], Does.EndWith($".cp3{minor + 1}"));
        }
    }

    private static Task<Pipeline.Finished> RunAsync(TemporaryFolder run, params string[] arguments) =>
        Pipeline.RunAsync([
            .. arguments,
            "--root=thing",
            $"--artifacts={run["artifacts"]}",
            $"--store={new Uri(run["store"]).AbsoluteUri}",
        ]);
}
