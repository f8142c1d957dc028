using Cake.Common;
using Cake.Core;
using Cake.Core.IO;

namespace Wheelhouse.Build.Tools;

/// <summary>Runs a program that writes to the console itself.</summary>
/// <param name="context">The host.</param>
public sealed class ConsoleProgram(ICakeContext context)
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">The arguments, each reaching the program exactly as given.</param>
    /// <param name="hint">What the reader can do when it fails.</param>
    /// <exception cref="ToolFailedException">Its exit code is not zero.</exception>
    public void Run(string program, IEnumerable<string> arguments, string hint)
    {
        var settings = new ProcessSettings { Arguments = ExactArgument.Join(arguments) };
        var exitCode = context.StartProcess(program, settings);
        if (exitCode != 0)
        {
            var command = $"{program} {settings.Arguments.RenderSafe()}";
            throw new ToolFailedException(program, command, exitCode, ["(its output is above)"], hint);
        }
    }

    /// <summary>Runs a program to its end and says whether it succeeded; nothing is shown.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">The arguments, each reaching the program exactly as given.</param>
    /// <param name="output">What it wrote to standard output.</param>
    public bool TryRun(string program, IEnumerable<string> arguments, out IReadOnlyList<string> output)
    {
        var settings = new ProcessSettings
        {
            Arguments = ExactArgument.Join(arguments),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var exitCode = context.StartProcess(program, settings, out var lines);
        output = [.. lines];
        return exitCode == 0;
    }
}
