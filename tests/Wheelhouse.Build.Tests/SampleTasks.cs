using System.Diagnostics.CodeAnalysis;
using Cake.Common;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tests;

/// <summary>Tasks that show each behaviour of a host. Each says its name when it runs.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A host takes public tasks only, and these belong together.")]
public static class SampleTasks
{
    private static void Says(this ICakeContext context, string words) => context.Log.Information("[{0}]", words);

    /// <summary>Says its class's name when it runs.</summary>
    public abstract class Speaking : FrostingTask
    {
        public override void Run(ICakeContext context) => context.Says(GetType().Name);
    }

    [TaskName("Restore-Sample")]
    [TaskDescription("What the others need")]
    public sealed class Restore : Speaking;

    [IsDependentOn(typeof(Restore))]
    public sealed class Compile : Speaking;

    [IsDependentOn(typeof(Restore))]
    public sealed class Check : Speaking;

    [TaskDescription("Gathers and does nothing itself")]
    [IsDependentOn(typeof(Compile))]
    [IsDependentOn(typeof(Check))]
    public sealed class Everything : FrostingTask;

    [IsDependeeOf(typeof(Check))]
    public sealed class BeforeCheck : Speaking;

    public sealed class Default : Speaking;

    public sealed class Asynchronous : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            context.Says("Asynchronous");
        }
    }

    public sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new SampleException();
    }

    [ContinueOnError]
    public sealed class FailingButGoingOn : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new SampleException();
    }

    [IsDependentOn(typeof(FailingButGoingOn))]
    public sealed class AfterFailing : Speaking;

    [IsDependentOn(typeof(Failing))]
    public sealed class NeverReached : Speaking;

    public sealed class FailingHandled : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new SampleException();

        public override void OnError(Exception exception, ICakeContext context) =>
            context.Says("handled " + exception.GetType().Name);

        public override void Finally(ICakeContext context) => context.Says("finally");
    }

    public sealed class FailingFinally : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new SampleException();

        public override void Finally(ICakeContext context) => context.Says("finally");
    }

    public sealed class Skipped : Speaking, IFrostingTask
    {
        public string SkippedMessage => "nothing to do today";

        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    public sealed class AfterSkipped : Speaking;

    /// <summary>A program that ends with a code of its own.</summary>
    public sealed class RunsProgram : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            var code = context.StartProcess("sh", new ProcessSettings { Arguments = "-c \"exit 7\"" });
            throw new CakeException(code, "The program ended with 7.");
        }
    }

    public sealed class ForOtherContext : FrostingTask<OtherContext>
    {
        public override void Run(OtherContext context) => context.Says("other");
    }

    /// <summary>Waits for a signal, then stops as a task should.</summary>
    public sealed class Waiting : AsyncFrostingTask<BuildContext>
    {
        public override Task RunAsync(BuildContext context)
        {
            context.Report("waiting");
            return Task.Delay(TimeSpan.FromMinutes(1), context.Cancellation);
        }
    }

    public sealed class Reporting : FrostingTask<BuildContext>
    {
        public override void Run(BuildContext context)
        {
            context.Report("from https://user:password@host/simple");
            context.WriteData("""{"url":"https://user:password@host/simple"}""");
            context.CloseWith("3 passed, 0 failed, 1 skipped");
        }
    }

    public sealed class Showing : AsyncFrostingTask<BuildContext>
    {
        public override async Task RunAsync(BuildContext context)
        {
            context.Report(new Listing("wheel", "size>").Add("torch", "1.4 GB"));
            await context.ShowProgressAsync(async progress =>
            {
                progress.Report(new PublishProgress(PublishStep.Pages, "torch", 1, 2, 0, 0));
                for (var line = 0; line < 5; line++)
                {
                    context.Report($"meanwhile {line}");
                    await Task.Delay(50);
                }

                return 0;
            });
        }
    }

    /// <summary>A context that no host of the tests uses.</summary>
    public sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class Hidden : Speaking;
}
