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
    // Cake speaks of itself alone, under the name of its file.
    private const string Help = """

        It is started by ./build.cake-frosting. Without any argument it lists the tasks
        and all that they take, as --name=value; build/README.md tells the same for each
        task. First of all:
            ./build.cake-frosting --target=Rehearse
        """;

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

        return Run(commandLine);
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
        if (commandLine.AsksForHelp)
        {
            PipelineConsole.WriteLast(Help);
        }

        if (outcome.ClosingLine is { } line)
        {
            PipelineConsole.WriteLast(line);
        }

        return outcome.ExitCode(code);
    }
}
