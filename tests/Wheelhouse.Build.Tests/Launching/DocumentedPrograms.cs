namespace Wheelhouse.Build.Tests.Launching;

/// <summary>Commands of the documents that are other programs' own, taken from there and run.</summary>
public sealed class DocumentedPrograms
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("documented-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void The_formatter_is_restored_and_formats()
    {
        foreach (var file in new[] { "dotnet-tools.json", ".editorconfig", ".csharpierignore", "global.json" })
        {
            File.Copy(Path.Join(DocumentedLines.Repository, file), Path.Join(folder, file));
        }

        var source = Path.Join(folder, "One.cs");
        File.WriteAllText(source, "class   One{}");
        var commands = DocumentedLines.Of(".github/CONTRIBUTING.md").Where(line => line.StartsWith("dotnet ")).ToList();
        Assert.That(commands, Has.Count.EqualTo(2));
        commands.ForEach(Run);
        Assert.That(File.ReadAllText(source), Does.StartWith("class One { }"));
    }

    [Test]
    public void A_docker_context_is_made()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!paths.Any(path => File.Exists(Path.Join(path, "docker"))))
        {
            Assert.Ignore("lacks docker: the package docker.io");
        }

        Run(DocumentedLines.Of("build/README.md").Single(line => line.StartsWith("docker context create ")));
        var made = ProcessRun.Of("docker", ["context", "inspect", "NAME"], folder, Variables);
        Assert.That(made.Output, Does.Contain("\"Host\": \"ssh://HOST\""), made.Error);
    }

    // Docker keeps contexts below its configuration, which is the reader's otherwise.
    private Dictionary<string, string?> Variables => new() { ["DOCKER_CONFIG"] = Path.Join(folder, "docker") };

    private void Run(string command)
    {
        var run = ProcessRun.Of("sh", ["-c", command], folder, Variables);
        Assert.That(run.Code, Is.Zero, $"{command}\n{run.Output}\n{run.Error}");
    }
}
