using System.Runtime.Versioning;
using Wheelhouse.Build.Completing;
using Wheelhouse.Build.Tests.Arguments;
using Wheelhouse.Build.Tests.Launching;

namespace Wheelhouse.Build.Tests.Completing;

/// <summary>Lines typed on a terminal, with the tab key, in the shells themselves.</summary>
[TestFixture("bash")]
[TestFixture("zsh")]
[UnsupportedOSPlatform("windows")]
public sealed class CompletedLines(string shell)
{
    private string folder = "";
    private ShellSession? session;

    [OneTimeSetUp]
    public void Start()
    {
        foreach (var program in new[] { "script", shell })
        {
            var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
            if (!paths.Any(path => File.Exists(Path.Join(path, program))))
            {
                Assert.Ignore($"lacks {program}");
            }
        }

        folder = Directory.CreateTempSubdirectory("completion-").FullName;
        var work = Directory.CreateDirectory(Path.Join(folder, "work")).FullName;
        Directory.CreateDirectory(Path.Join(work, "some dir"));
        File.WriteAllText(Path.Join(work, "some file"), "");
        session = ShellSession.Start(shell, ScriptFor(shell), folder, work);
    }

    [OneTimeTearDown]
    public void End()
    {
        session?.Dispose();
        if (folder.Length > 0)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("--targ\tPubl\t --unsa\t", "<--target=Publish><--unsafe-store>", TestName = "{c} a task and a flag")]
    [TestCase("--target=norm\t", "<--target=Normalize-Wheels>", TestName = "{c} a task without regard of case")]
    [TestCase("--target Unya\t", "<--target><Unyank>", TestName = "{c} a task after a blank")]
    [TestCase("--target=Yank --reas\tx", "<--target=Yank><--reason=x>", TestName = "{c} an option that goes on")]
    [TestCase("--target=Yank --port\t", "<--target=Yank><--port>", TestName = "{c} not what other tasks read")]
    [TestCase("--target=Yank --no-such\t", "<--target=Yank><--no-such>", TestName = "{c} not what is unknown")]
    [TestCase("--s3-bodies=pl\t --plan", "<--s3-bodies=plain><--plan>", TestName = "{c} a value")]
    [TestCase("--version-policy=loc\tx", "<--version-policy=local:x>", TestName = "{c} a value that goes on")]
    [TestCase("--recipe=rocm-7.2\t --plan", "<--recipe=rocm-7.2><--plan>", TestName = "{c} a recipe")]
    [TestCase("--verbosity=dia\t", "<--verbosity=diagnostic>", TestName = "{c} a value of Cake's own")]
    [TestCase("--vllm-wheel=some\\ f\t", "<--vllm-wheel=some file>", TestName = "{c} a file with a blank")]
    public void The_tab_key_completes(string typed, string arguments) =>
        Assert.That(session!.Type("build.cake-frosting " + typed), Is.EqualTo(arguments));

    [Test]
    public void A_folder_is_completed_where_a_folder_is_meant() =>
        Assert.That(
            session!.Type("build.cake-frosting --artifacts=so\t").TrimEnd('>', '/'),
            Is.EqualTo("<--artifacts=some dir")
        );

    [Test]
    public void The_task_prints_the_script_and_nothing_else()
    {
        var run = ProcessRun.Of(
            "dotnet",
            [typeof(BuildContext).Assembly.Location, "--target=Completion", $"--shell={shell}"]
        );
        Assert.That(run.Code, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo(ScriptFor(shell).ReplaceLineEndings("\n")));
    }

    [Test]
    public void The_documented_lines_write_what_the_shell_reads()
    {
        var home = Directory.CreateDirectory(Path.Join(folder, "home")).FullName;
        var lines = DocumentedLines
            .Of("build/README.md")
            .SkipWhile(line => !line.StartsWith("mkdir ", StringComparison.Ordinal))
            .TakeWhile(line => line.Contains(" ~/", StringComparison.Ordinal));
        var script = string.Join('\n', lines)
            .Replace(
                "./build.cake-frosting",
                $"dotnet '{typeof(BuildContext).Assembly.Location}'",
                StringComparison.Ordinal
            );
        var run = ProcessRun.Of("sh", ["-ec", script], variables: new Dictionary<string, string?> { ["HOME"] = home });
        Assert.That(run.Code, Is.Zero, run.Error);
        var written =
            shell == "zsh" ? ".zfunc/_wheelhouse" : ".local/share/bash-completion/completions/build.cake-frosting";
        Assert.That(
            File.ReadAllText(Path.Join(home, written)).TrimEnd(),
            Is.EqualTo(ScriptFor(shell).ReplaceLineEndings("\n").TrimEnd())
        );
    }

    private static string ScriptFor(string shell)
    {
        var completions = new Completions(ReferenceText.Tasks, ["rocm-7.1-gfx942", "rocm-7.2", "stand-in"]);
        return shell == "zsh" ? ZshCompletion.Of(completions) : BashCompletion.Of(completions);
    }
}
