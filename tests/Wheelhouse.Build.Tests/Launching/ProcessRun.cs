using System.Diagnostics;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>One run of a program to its end.</summary>
internal sealed record ProcessRun(int Code, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its path, or a name on PATH.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="folder">The folder it is started in.</param>
    /// <param name="variables">Environment variables to set, or to unset with null.</param>
    /// <param name="onOutput">Told each line of standard output as it comes, with the process.</param>
    public static ProcessRun Of(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? variables = null,
        Action<Process, string>? onOutput = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfPipeline))
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        List<string> output = [];
        var reading = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                output.Add(line);
                onOutput?.Invoke(process, line);
            }
        });
        if (!Task.WaitAll([error, reading], Limit) || !process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Limit}.");
        }

        return new ProcessRun(process.ExitCode, string.Join('\n', output), error.Result);
    }

    // A test says itself what the program is given.
    private static bool IsOfPipeline(string variable) =>
        variable.StartsWith("CAKE_", StringComparison.OrdinalIgnoreCase) || variable is "NO_COLOR" or "CakeFrosting";
}
