using Cake.Frosting;

namespace Wheelhouse.Build.Tests.Hosting;

public sealed class HostTasks
{
    private static readonly string[] RestoredThenCompiled = ["Restore", "Compile"];

    [Test]
    public void A_dependency_runs_first() =>
        Assert.That(HostRun.Of("--target=Compile").Said, Is.EqualTo(RestoredThenCompiled));

    [Test]
    public void A_task_without_work_gathers_others_and_each_runs_once() =>
        Assert.That(
            HostRun.Of("--target=Everything").Said,
            Is.EqualTo(new[] { "Restore", "Compile", "BeforeCheck", "Check" })
        );

    [Test]
    public void A_dependee_runs_before_the_task_that_does_not_know_it() =>
        Assert.That(HostRun.Of("--target=Check").Said, Is.EqualTo(new[] { "Restore", "BeforeCheck", "Check" }));

    [Test]
    public void Several_targets_share_what_they_need()
    {
        // Cake orders several targets itself; each comes after what it needs, and everything once.
        var said = HostRun.Of("--target=Compile", "--target", "Check").Said;
        Assert.That(said, Is.EqualTo(HostRun.Of("--target=Check", "--target=Compile").Said));
        Assert.That(said, Is.EquivalentTo(new[] { "Restore", "BeforeCheck", "Check", "Compile" }));
        Assert.That(said.SkipWhile(task => task != "Restore"), Does.Contain("Check").And.Contain("Compile"));
        Assert.That(said.SkipWhile(task => task != "BeforeCheck"), Does.Contain("Check"));
    }

    [TestCase("restore-SAMPLE")]
    [TestCase("Restore-Sample")]
    public void Names_are_the_attribute_s_in_any_case(string name) =>
        Assert.That(HostRun.Of("-t", name).Said, Is.EqualTo(new[] { "Restore" }));

    [Test]
    public void Without_a_target_Default_runs() => Assert.That(HostRun.Of().Said, Is.EqualTo(new[] { "Default" }));

    [Test]
    public void Asynchronous_work_is_awaited() =>
        Assert.That(HostRun.Of("--target=Asynchronous").Said, Is.EqualTo(new[] { "Asynchronous" }));

    [Test]
    public void A_failure_ends_the_run_with_its_reason_and_no_stack_trace()
    {
        var run = HostRun.Of("--target=NeverReached");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Not.Zero);
            Assert.That(run.Said, Is.Empty);
            Assert.That(run.Error, Does.Contain("the wheel is bent\n  at: bent.whl\n  hint: straighten it"));
            Assert.That(run.Error, Does.Not.Contain(nameof(SampleException)).And.Not.Contain("   at "));
        });
    }

    [Test]
    public void At_diagnostic_verbosity_a_failure_has_its_stack_trace() =>
        Assert.That(
            HostRun.Of("--target=Failing", "--verbosity=diagnostic").Error,
            Does.Contain(nameof(SampleException)).And.Contain("   at ")
        );

    [Test]
    public void A_run_goes_on_after_a_failure_that_may_happen()
    {
        var run = HostRun.Of("--target=AfterFailing");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Said, Is.EqualTo(new[] { "AfterFailing" }));
        });
    }

    [Test]
    public void A_handled_failure_is_none()
    {
        var run = HostRun.Of("--target=FailingHandled");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Said, Is.EqualTo(new[] { "handled SampleException", "finally" }));
        });
    }

    [Test]
    public void Finally_runs_after_a_failure_which_stays_one()
    {
        var run = HostRun.Of("--target=FailingFinally");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Not.Zero);
            Assert.That(run.Said, Is.EqualTo(new[] { "finally" }));
        });
    }

    [Test]
    public void A_dependency_with_nothing_to_do_is_skipped_with_its_message()
    {
        var run = HostRun.Of("--target=AfterSkipped", "--verbosity=verbose");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero);
            Assert.That(run.Said, Is.EqualTo(new[] { "AfterSkipped" }));
            Assert.That(run.Output, Does.Contain("nothing to do today"));
        });
    }

    [Test]
    public void A_target_with_nothing_to_do_fails() => Assert.That(HostRun.Of("--target=Skipped").Code, Is.Not.Zero);

    [Test]
    public void A_task_that_is_not_public_is_none() => Assert.That(HostRun.Of("--target=Hidden").Code, Is.Not.Zero);

    [Test]
    public void An_abstract_task_is_none() => Assert.That(HostRun.Of("--target=Speaking").Code, Is.Not.Zero);

    [Test]
    public void A_task_for_another_context_is_left_out_and_said_so()
    {
        var run = HostRun.Of();
        Assert.That(run.Error + run.Output, Does.Contain("ForOtherContext"));
    }

    [Test]
    public void A_task_is_given_the_context_in_use() =>
        Assert.That(
            HostRun.Of(host => host.UseContext<SampleTasks.OtherContext>(), "--target=ForOtherContext").Said,
            Is.EqualTo(new[] { "other" })
        );

    [Test]
    public void A_task_that_names_no_task_as_its_dependency_is_refused()
    {
        var run = HostRun.Of(
            host => host.ConfigureServices(services => services.AddTask<DependsOnNoTask>()),
            "--target=Default"
        );
        Assert.That(run.Error, Does.Contain("'DependsOnNoTask' names System.String as a task, which is none"));
    }

    [IsDependentOn(typeof(string))]
    private sealed class DependsOnNoTask : FrostingTask;
}
