using System.Diagnostics;

namespace Wheelhouse.IntegrationTests;

/// <summary>Runs the pipeline as a user does: through the launcher, as a process of its own.</summary>
internal static class Pipeline
{
    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    /// <summary>Runs the launcher.</summary>
    /// <param name="arguments">What the user types after its name.</param>
    public static Task<Finished> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    /// <summary>Runs the launcher with further environment variables.</summary>
    public static Task<Finished> RunAsync(string[] arguments, Dictionary<string, string> variables) =>
        EndAsync(Start(arguments, variables));

    /// <summary>Runs another program.</summary>
    public static Task<Finished> RunAsync(string program, string[] arguments, Dictionary<string, string> variables) =>
        EndAsync(Start(program, arguments, variables));

    private static async Task<Finished> EndAsync(Process started)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the launcher.</summary>
    public static Process Start(string[] arguments, Dictionary<string, string> variables)
    {
        if (!arguments.Contains("--plan"))
        {
            SharedEnvironments.GiveTo(arguments);
        }

        return Start(Path.Combine(Repository, "build.cake-frosting"), arguments, variables);
    }

    /// <summary>Starts the launcher as a terminal does: in a process group of its own, and none of its signals ignored.</summary>
    public static Process StartGroup(string[] arguments, Dictionary<string, string> variables)
    {
        SharedEnvironments.GiveTo(arguments);
        string[] launcher = ["env", "--default-signal=INT", Path.Combine(Repository, "build.cake-frosting")];
        return Start("setsid", [.. launcher, .. arguments], variables);
    }

    private static Process Start(string program, string[] arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "Wheelhouse.slnx")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);

    /// <summary>A run that has ended.</summary>
    internal sealed record Finished(int ExitCode, string Output, string Error)
    {
        /// <summary>Makes sure that it succeeded; shows what it printed when not.</summary>
        public Finished Succeeded()
        {
            Assert.That(ExitCode, Is.Zero, $"{Output}\n{Error}");
            return this;
        }

        /// <summary>Makes sure that a task failed.</summary>
        public Finished Failed()
        {
            Assert.That(ExitCode, Is.EqualTo(1), $"{Output}\n{Error}");
            return this;
        }

        /// <summary>Everything printed.</summary>
        public string Text => Output + Error;
    }
}
