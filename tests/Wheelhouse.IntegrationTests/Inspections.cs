using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Inspect-Wheel as a user and a program call it.</summary>
public sealed class Inspections
{
    [Test]
    public async Task Wheels_that_nobody_here_made_pass_in_full()
    {
        using var folder = new TemporaryFolder();
        foreach (var wheel in Directory.EnumerateFiles(RealWheels.Debian(folder.Folder("wheels"))))
        {
            var run = (await InspectAsync(wheel, "--full")).Succeeded();
            Assert.That(run.Output, Does.Contain("all compared with CRC and RECORD"));
        }
    }

    [Test]
    public async Task Wheels_of_an_npm_package_pass_in_full()
    {
        using var folder = new TemporaryFolder();
        foreach (var wheel in Directory.EnumerateFiles(RealWheels.Pyodide(folder.Path), "*.whl"))
        {
            (await InspectAsync(wheel, "--full")).Succeeded();
        }
    }

    [Test]
    public async Task A_good_wheel_is_data_on_standard_output_and_lines_on_standard_error()
    {
        using var folder = new TemporaryFolder();
        var wheel = SmallWheel.Write(folder.Path, "demo", "1.0", "py3-none-any");
        var run = (await InspectAsync(wheel, "--json")).Succeeded();
        var data = JObject.Parse(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That((string?)data["project"], Is.EqualTo("demo"));
            Assert.That((string?)data["version"], Is.EqualTo("1.0"));
            Assert.That((bool?)data["hasErrors"], Is.False);
            Assert.That((int?)data["members"], Is.EqualTo(4));
            Assert.That(data["findings"], Is.Empty);
            Assert.That(run.Error, Does.Contain("demo-1.0-py3-none-any.whl"));
        });
    }

    [Test]
    public async Task A_renamed_wheel_fails_and_says_why_in_both_forms()
    {
        using var folder = new TemporaryFolder();
        var wheel = folder["demo-1.0-cp312-cp312-manylinux_2_35_x86_64.whl"];
        File.Move(SmallWheel.Write(folder.Path, "demo", "1.0", "cp312-cp312-linux_x86_64"), wheel);
        var run = (await InspectAsync(wheel)).Failed();
        Assert.That(run.Output, Does.Contain("WHEEL says \"cp312-cp312-linux_x86_64\""));
        Assert.That(run.Error, Does.Contain("the inspection found 1 error"));
        var finding = JObject.Parse((await InspectAsync(wheel, "--json")).Failed().Output)["findings"]!.Single();
        Assert.That(
            ((string?)finding["severity"], (string?)finding["kind"], (string?)finding["member"]),
            Is.EqualTo(("error", "tags", "demo-1.0.dist-info/WHEEL"))
        );
    }

    [Test]
    public async Task A_file_that_is_no_archive_fails_and_says_so_in_both_forms()
    {
        using var folder = new TemporaryFolder();
        var wheel = folder["demo-1.0-py3-none-any.whl"];
        await File.WriteAllTextAsync(wheel, "no archive");
        Assert.That((await InspectAsync(wheel)).Failed().Output, Does.Contain("there is no end record"));
        var data = JObject.Parse((await InspectAsync(wheel, "--json")).Failed().Output);
        Assert.That((string?)data["findings"]!.Single()["kind"], Is.EqualTo("archive"));
    }

    [Test]
    public async Task A_wheel_that_is_not_there_or_not_named_fails()
    {
        using var folder = new TemporaryFolder();
        Assert.That((await InspectAsync(folder["gone.whl"])).Failed().Error, Does.Contain("there is no such file"));
        var run = (await Pipeline.RunAsync("--target=Inspect-Wheel")).Failed();
        Assert.That(run.Error, Does.Contain("give it with --wheel=FILE"));
    }

    private static Task<Pipeline.Finished> InspectAsync(string wheel, params string[] more) =>
        Pipeline.RunAsync(["--target=Inspect-Wheel", $"--wheel={wheel}", .. more]);
}
