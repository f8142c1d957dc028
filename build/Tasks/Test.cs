using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Common.Tools.DotNet.Restore;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Frosting;
using Wheelhouse.Build.Testing;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Tasks;

/// <summary>Checks the sources as CI does: formatting, lock files, analyzers, every test.</summary>
[TaskName("Test")]
[TaskDescription(
    "Check formatting, lock files and analyzers, and run every test; --provision installs what tests need"
)]
public sealed class Test : FrostingTask<BuildContext>
{
    private const string Solution = "Wheelhouse.slnx";
    private const string Integration = "tests/Wheelhouse.IntegrationTests/Wheelhouse.IntegrationTests.csproj";
    private const string Configuration = "Release";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var provisioning = new Provisioning(context);
        if (context.Options.Plan)
        {
            provisioning.Plan().ToList().ForEach(context.Report);
            return;
        }

        if (context.Options.Provision)
        {
            provisioning.Apply();
        }

        Check(context);
        var results = context.Artifacts.TestResults;
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        // Tests of Docker run one at a time and mostly wait for the engine: the others have the processors meanwhile.
        CakeException?[] failures = [null, null];
        Parallel.Invoke(
            () => failures[0] = Run(context, Solution, results, "FullyQualifiedName!~IntegrationTests.Docker."),
            () => failures[1] = Run(context, Integration, results, "FullyQualifiedName~IntegrationTests.Docker.")
        );
        var summary = TestSummary.Read(results);
        foreach (var skipped in summary.Skipped)
        {
            context.Report($"skipped {skipped}");
        }

        context.CloseWith(summary.ToString());
        var failure = failures.FirstOrDefault(failure => failure is not null);
        if (failure is not null || summary.FailedCount > 0)
        {
            throw new TestsFailedException(summary, failure);
        }
    }

    /// <returns>Why it ended with another exit code than 0; null where it did not.</returns>
    private static CakeException? Run(BuildContext context, string project, string results, string part)
    {
        var asked = context.Options.TestFilter;
        try
        {
            context.DotNetTest(
                project,
                new DotNetTestSettings
                {
                    Configuration = Configuration,
                    NoBuild = true,
                    ResultsDirectory = results,
                    Loggers = [$"trx;LogFilePrefix={Path.GetFileNameWithoutExtension(project)}"],
                    Filter = asked is null ? part : $"({asked})&{part}",
                }
            );
            return null;
        }
        catch (CakeException error)
        {
            return error;
        }
    }

    private static void Check(BuildContext context)
    {
        var programs = new ConsoleProgram(context);
        programs.Run("dotnet", ["tool", "restore"], "look at what it says above");
        programs.Run("dotnet", ["csharpier", "check", "."], "`dotnet csharpier format .` formats the sources");
        context.DotNetRestore(Solution, new DotNetRestoreSettings { LockedMode = true });
        context.DotNetBuild(Solution, new DotNetBuildSettings { Configuration = Configuration, NoRestore = true });
    }
}
