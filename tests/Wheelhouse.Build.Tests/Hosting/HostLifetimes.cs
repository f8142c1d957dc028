using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Wheelhouse.Build.Tests.Hosting;

public sealed class HostLifetimes
{
    [Test]
    public void Setup_and_teardown_run_once_around_all_targets() =>
        Assert.That(
            HostRun.Of(host => host.UseLifetime<Lifetime>(), "--target=Compile", "--target=Restore-Sample").Said,
            Is.EqualTo(new[] { "setup", "Restore", "Compile", "teardown True" })
        );

    [Test]
    public void Teardown_runs_after_a_failure_and_knows_it() =>
        Assert.That(
            HostRun.Of(host => host.UseLifetime<Lifetime>(), "--target=Failing").Said,
            Is.EqualTo(new[] { "setup", "teardown False" })
        );

    [Test]
    public void When_setup_fails_no_task_runs_and_teardown_does()
    {
        var run = HostRun.Of(host => host.UseSetup<FailingSetup>().UseTeardown<LastWords>(), "--target=Default");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Not.Zero);
            Assert.That(run.Said, Is.EqualTo(new[] { "teardown False" }));
            Assert.That(run.Error, Does.Contain("the wheel is bent"));
        });
    }

    [Test]
    public void A_task_lifetime_stands_around_each_task() =>
        Assert.That(
            HostRun.Of(host => host.UseTaskLifetime<TaskLifetime>(), "--target=Compile").Said,
            Is.EqualTo(
                new[]
                {
                    "before Restore-Sample",
                    "Restore",
                    "after Restore-Sample",
                    "before Compile",
                    "Compile",
                    "after Compile",
                }
            )
        );

    [Test]
    public void Setup_and_teardown_of_tasks_can_be_given_apart() =>
        Assert.That(
            HostRun.Of(host => host.UseTaskSetup<TaskSetup>().UseTaskTeardown<TaskTeardown>()).Said,
            Is.EqualTo(new[] { "before Default", "Default", "after Default" })
        );

    private sealed class Lifetime : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => context.Log.Information("[setup]");

        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            context.Log.Information("[teardown {0}]", info.Successful);
    }

    private sealed class FailingSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => throw new SampleException();
    }

    private sealed class LastWords : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) =>
            context.Log.Information("[teardown {0}]", info.Successful);
    }

    private sealed class TaskLifetime : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            context.Log.Information("[before {0}]", info.Task.Name);

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            context.Log.Information("[after {0}]", info.Task.Name);
    }

    private sealed class TaskSetup : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) =>
            context.Log.Information("[before {0}]", info.Task.Name);
    }

    private sealed class TaskTeardown : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            context.Log.Information("[after {0}]", info.Task.Name);
    }
}
