using System.Diagnostics;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>The pipeline's program as a real process, with the <see cref="SampleTasks"/>.</summary>
public sealed class SampleRuns
{
    [TestCase("Compile", 0)]
    [TestCase("Failing", 1)]
    [TestCase("RunsProgram", 1)]
    [TestCase("Failling", 2)]
    public void The_exit_code_tells_success_failure_and_refusal(string target, int code) =>
        Assert.That(Start($"--target={target}").Code, Is.EqualTo(code));

    [TestCase("--verbosity=loud")]
    [TestCase("--working=/no/such/folder")]
    [TestCase("--target")]
    [TestCase("Compile")]
    [TestCase("--tree --plna")]
    public void What_cannot_be_meant_is_refused(string line) => Assert.That(Start(line.Split(' ')).Code, Is.EqualTo(2));

    [Test]
    public void A_refusal_says_what_was_probably_meant_and_runs_nothing()
    {
        var run = Start("--target=Failling", "--port=abc");
        Assert.Multiple(() =>
        {
            Assert.That(run.Error, Does.Contain("did you mean --target=Failing?").And.Contain("--port=abc: "));
            Assert.That(run.Output, Is.Empty);
        });
    }

    [Test]
    public void Lines_are_masked_and_the_closing_line_is_the_last()
    {
        var run = Start("--target=Reporting");
        Assert.Multiple(() =>
        {
            Assert.That(
                run.Output,
                Does.Contain("from https://***@host/simple\n{\"url\":\"https://***@host/simple\"}")
            );
            Assert.That(run.Output, Does.EndWith("\n3 passed, 0 failed, 1 skipped"));
            Assert.That(run.Output + run.Error, Does.Not.Contain("\u001b"));
        });
    }

    [Test]
    public void For_another_program_standard_output_carries_data_alone()
    {
        var run = Start("--target=Reporting", "--json");
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Is.EqualTo("{\"url\":\"https://***@host/simple\"}\n3 passed, 0 failed, 1 skipped"));
            Assert.That(run.Error, Does.Contain("from https://***@host/simple"));
        });
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public void The_first_signal_stops_the_task_and_teardown_still_runs(string signal)
    {
        // Tests that run in the background of a shell ignore SIGINT, and so would the program.
        var run = ProcessRun.Of(
            "env",
            ["--default-signal=INT,TERM", "dotnet", typeof(SampleProgram).Assembly.Location, "--target=Waiting"],
            onOutput: (process, line) =>
            {
                if (line == "waiting")
                {
                    Process.Start("kill", ["-" + signal, $"{process.Id}"]).Dispose();
                }
            }
        );
        if (run.Error.Contains("unrecognized option", StringComparison.Ordinal))
        {
            Assert.Ignore("lacks an env that knows --default-signal (coreutils 8.31)");
        }

        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain($"SIG{signal}: stopping"));
            Assert.That(run.Output, Does.Contain("TearDown").And.Contain("stopped by a signal"));
        });
    }

    [TestCase("NO_COLOR", false)]
    [TestCase("COLUMNS", true)]
    public void A_terminal_is_drawn_on_unless_it_wants_no_colour(string variable, bool isDrawn)
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Ignore("lacks script (bsdutils), which makes a terminal");
        }

        var run = ProcessRun.Of(
            "script",
            ["-qec", $"dotnet '{typeof(SampleProgram).Assembly.Location}' --target=Showing", "/dev/null"],
            variables: new Dictionary<string, string?> { ["TERM"] = "xterm", [variable] = "60" }
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(
                Enumerable
                    .Range(0, 5)
                    .Where(line => !run.Output.Contains($"meanwhile {line}", StringComparison.Ordinal)),
                Is.Empty
            );
            Assert.That(
                run.Output,
                isDrawn ? Does.Contain("\u001b[1mwheel").And.Contain("pages 1 of 2") : Does.Contain("  torch  1.4 GB")
            );
            Assert.That(run.Output.Contains("\u001b[1m", StringComparison.Ordinal), Is.EqualTo(isDrawn));
            Assert.That(run.Output.Contains('─', StringComparison.Ordinal), Is.EqualTo(isDrawn));
        });
    }

    private static ProcessRun Start(params string[] arguments) =>
        ProcessRun.Of("dotnet", [typeof(SampleProgram).Assembly.Location, .. arguments]);
}
