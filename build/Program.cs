using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build;

/// <summary>The pipeline's entry point.</summary>
public static class Program
{
    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 when all went well, 1 when a task failed, 2 when the command line was refused.</returns>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var commandLine = CommandLine.Of(args, Environment.CurrentDirectory);
        if (commandLine.Problems.Count > 0)
        {
            PipelineConsole.WriteRefusal(new RefusedArgumentsException(commandLine.Problems).Message);
            return RunOutcome.Refused;
        }

        return commandLine.AsksForHelp ? Explain(commandLine.Targets) : Run(commandLine);
    }

    // Cake would speak of itself alone, under the name of its file.
    private static int Explain(IReadOnlyList<string> targets)
    {
        var tasks = TaskSummary.AllOf(Assembly.GetEntryAssembly()!);
        string[] problems = [.. UnknownNames.OfTargets(targets, [.. tasks.Select(task => task.Name)])];
        if (problems.Length > 0)
        {
            PipelineConsole.WriteRefusal(new RefusedArgumentsException(problems).Message);
            return RunOutcome.Refused;
        }

        var console = new PipelineConsole(new CakeEnvironment(new CakePlatform(), new CakeRuntime()));
        var named = tasks.Where(task => targets.Contains(task.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        named.ForEach(task => console.WriteLine(HelpText.Of(task, tasks)));
        if (named.Count == 0)
        {
            console.WriteLine(HelpText.OfProgram());
        }

        return 0;
    }

    private static int Run(CommandLine commandLine)
    {
        var outcome = new RunOutcome();
        using var stop = new StopSignals(Console.Error.WriteLine);
        var code = CakeHost
            .Create()
            .UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<TaskWatch>()
            .UseWorkingDirectory(RepositoryRoot.Above(AppContext.BaseDirectory))
            .ConfigureServices(services =>
                services
                    .AddSingleton(outcome)
                    .AddSingleton(stop)
                    .AddSingleton(commandLine)
                    .AddSingleton<PipelineConsole>()
                    .AddSingleton<IConsole>(provider => provider.GetRequiredService<PipelineConsole>())
                    .AddSingleton<ICakeReportPrinter, StepPrinter>()
            )
            .Run(commandLine.Words);
        if (outcome.ClosingLine is { } line)
        {
            PipelineConsole.WriteLast(line);
        }

        return outcome.ExitCode(code);
    }
}
