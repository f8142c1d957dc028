using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Tools;

public sealed class PipCommands
{
    private const string Python = "/bin/sh";

    [Test]
    public void A_resolution_names_everything_that_pip_is_told()
    {
        var processes = new FakeProcesses();
        var settings = new PipSettings
        {
            DryRun = true,
            IgnoreInstalled = true,
            NoIndex = true,
            FindLinks = ["/wheels/base", "/my wheels"],
            OnlyBinary = ":none:",
            Constraint = "/run/wheels/constraints.txt",
            Report = "/run/wheels/report.json",
        };
        new PipRunner(new FakeContext(processes)).Install(Python, settings, ["vllm"], CancellationToken.None);
        Assert.That(
            processes.Commands.Single(),
            Is.EqualTo(
                "/bin/sh -I -X utf8 -m pip --isolated install --dry-run --ignore-installed --no-index --find-links /wheels/base"
                    + " --find-links \"/my wheels\" --only-binary :none: --constraint /run/wheels/constraints.txt"
                    + " --report /run/wheels/report.json -- vllm"
            )
        );
    }

    [Test]
    public void An_install_works_on_another_environment()
    {
        var processes = new FakeProcesses();
        var settings = new PipSettings
        {
            Python = "/fresh/bin/python",
            IndexUrl = "http://127.0.0.1:8080/simple/",
            NoCache = true,
        };
        new PipRunner(new FakeContext(processes)).Install(Python, settings, ["vllm"], CancellationToken.None);
        Assert.That(
            processes.Commands.Single(),
            Is.EqualTo(
                "/bin/sh -I -X utf8 -m pip --isolated --python /fresh/bin/python install --no-cache-dir"
                    + " --index-url http://127.0.0.1:8080/simple/ -- vllm"
            )
        );
    }

    [Test]
    public void The_users_configuration_is_taken_away()
    {
        Environment.SetEnvironmentVariable("PIP_FIND_LINKS", "/somewhere");
        try
        {
            var processes = new FakeProcesses();
            new PipRunner(new FakeContext(processes)).Check(Python, new PipSettings(), CancellationToken.None);
            Assert.That(processes.Variables["PIP_FIND_LINKS"], Is.Null);
            Assert.That(processes.Variables["PIP_CONFIG_FILE"], Is.EqualTo("/dev/null"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PIP_FIND_LINKS", null);
        }
    }

    [Test]
    public void Secrets_do_not_reach_the_command_that_is_shown()
    {
        var processes = new FakeProcesses
        {
            ExitCode = 1,
            StandardError = ["ERROR: https://me:secret@index/simple/ is not there"],
        };
        var settings = new PipSettings { IndexUrl = "https://me:secret@index/simple/" };
        var result = new PipRunner(new FakeContext(processes)).Install(
            Python,
            settings,
            ["vllm"],
            CancellationToken.None
        );
        Assert.That(processes.Commands.Single(), Does.Contain("me:secret@"));
        Assert.That(result.Command + string.Concat(result.Output), Does.Not.Contain("secret"));
    }

    [Test]
    public void A_pip_whose_report_is_not_stable_is_refused()
    {
        var processes = new FakeProcesses { StandardOutput = ["pip 22.0.2 from /usr/lib (python 3.10)"] };
        Assert.That(
            () => new PipRunner(new FakeContext(processes)).CheckVersion(Python, CancellationToken.None),
            Throws.TypeOf<PythonNotUsableException>().With.Message.Contains("pip 22.0.2 is too old")
        );
    }

    [Test]
    public void The_version_of_pip_is_read()
    {
        var processes = new FakeProcesses { StandardOutput = ["pip 24.2 from /usr/lib (python 3.13)"] };
        var version = new PipRunner(new FakeContext(processes)).CheckVersion(Python, CancellationToken.None);
        Assert.That(version, Is.EqualTo(PythonVersion.Parse("24.2")));
    }
}
