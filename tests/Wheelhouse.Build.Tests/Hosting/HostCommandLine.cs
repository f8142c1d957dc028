using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Wheelhouse.Build.Tests.Hosting;

public sealed class HostCommandLine
{
    [TestCase("--tree")]
    [TestCase("--showtree")]
    public void Tree_shows_what_depends_on_what_and_runs_nothing(string argument)
    {
        var run = HostRun.Of(argument);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Said, Is.Empty);
            Assert.That(run.Output, Does.Match(@"Everything\s+├─Compile\s+│ +└─Restore-Sample\s+└─Check"));
        });
    }

    [TestCase("--dryrun")]
    [TestCase("--noop")]
    [TestCase("--whatif")]
    public void A_dry_run_tells_the_order_with_setup_and_teardown_and_runs_no_task(string argument)
    {
        var run = HostRun.Of(host => host.UseLifetime<SpeakingLifetime>(), argument, "--target=Compile");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Output, Does.Match(@"(?s)1\. Restore-Sample.*2\. Compile"));
            Assert.That(run.Said, Is.EqualTo(new[] { "setup", "teardown" }));
        });
    }

    [TestCase("--exclusive")]
    [TestCase("-e")]
    public void Exclusive_runs_the_named_tasks_alone(string argument) =>
        Assert.That(
            HostRun.Of(argument, "--target=Compile", "--target=Check").Said,
            Is.EquivalentTo(new[] { "Compile", "Check" })
        );

    [Test]
    public void Quiet_leaves_out_what_tasks_tell() => Assert.That(HostRun.Of("--verbosity=quiet").Said, Is.Empty);

    [TestCase("-v", "diagnostic")]
    [TestCase("--verbosity=Diagnostic", null)]
    public void Diagnostic_tells_what_is_registered(string argument, string? value) =>
        Assert.That(
            HostRun.Of([argument, .. value is null ? Array.Empty<string>() : [value]]).Output,
            Does.Contain("Registering task: Restore-Sample")
        );

    [Test]
    public void An_unknown_target_fails_by_name() =>
        Assert.That(HostRun.Of("--target=Nonsense").Error, Does.Contain("Nonsense"));

    [Test]
    public void A_verbosity_that_is_none_fails() => Assert.That(HostRun.Of("--verbosity=loud").Code, Is.Not.Zero);

    [Test]
    public void Working_names_the_folder_to_run_in()
    {
        var folder = Directory.CreateTempSubdirectory("host ").FullName;
        try
        {
            var run = HostRun.Of(host => host.UseSetup<SpeakingFolder>(), $"--working={folder}");
            Assert.That(run.Said[0], Is.EqualTo(folder));
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Test]
    public void A_folder_to_run_in_that_is_missing_fails_by_name() =>
        Assert.That(HostRun.Of("-w", "/no/such/folder").Error, Does.Contain("'/no/such/folder' does not exist"));

    [Test]
    public void Info_shows_the_version_among_more() =>
        Assert.That(HostRun.Of("--info").Output, Does.Contain("Version:").And.Contain("Details:"));

    [Test]
    public void Arguments_of_the_build_reach_it()
    {
        var run = HostRun.Of(
            host => host.UseSetup<SpeakingArguments>(),
            "--one=a b",
            "--two",
            "--one=\"c\"",
            "--three",
            "3"
        );
        Assert.That(run.Said[0], Is.EqualTo("one=a b|\"c\" target=Default three=3 two="));
    }

    private sealed class SpeakingLifetime : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => context.Log.Information("[setup]");

        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            context.Log.Information("[teardown]");
    }

    private sealed class SpeakingFolder : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information("[{0}]", context.Environment.WorkingDirectory);
    }

    private sealed class SpeakingArguments : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) =>
            context.Log.Information(
                "[{0}]",
                string.Join(
                    ' ',
                    context
                        .Arguments.GetArguments()
                        .OrderBy(argument => argument.Key, StringComparer.Ordinal)
                        .Select(argument => $"{argument.Key}={string.Join('|', argument.Value)}")
                )
            );
    }
}
