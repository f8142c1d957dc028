using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Tools;

/// <summary>
/// A program whose output is kept: written to the log as it comes at verbosity `verbose` and above, and part of
/// the error when the program fails.
/// </summary>
/// <typeparam name="TSettings">The settings of the program.</typeparam>
/// <param name="context">The host.</param>
/// <param name="plan">Where given, commands are told to it and none is run.</param>
public abstract class CapturingTool<TSettings>(ICakeContext context, Action<string>? plan = null)
    : Tool<TSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools)
    where TSettings : ToolSettings
{
    /// <summary>What a plan says of a command that changes nothing.</summary>
    public const string Asking = "only asks";

    /// <summary>The host: its log, environment and file system.</summary>
    protected ICakeContext CakeContext { get; } = context;

    /// <summary>Where given, commands are told to it and none is run.</summary>
    protected Action<string>? Plan { get; } = plan;

    /// <summary>Runs the program to its end; an exit code that is not zero is part of the result.</summary>
    /// <param name="settings">The settings; their tool path names the program.</param>
    /// <param name="arguments">The arguments, each reaching the program exactly as given.</param>
    /// <param name="environment">Variables to set, or with null to take away.</param>
    /// <param name="cancellation">Kills the program.</param>
    /// <param name="show">Is given each line as it comes, secrets masked, in place of the log.</param>
    /// <param name="remark">What a plan says of the command.</param>
    protected ToolResult Capture(
        TSettings settings,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellation,
        Action<string>? show = null,
        string? remark = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        show ??= line => CakeContext.Log.Verbose("{0}", line);
        var builder = ExactArgument.Join(arguments);

        var standardOutput = new List<string>();
        var output = new List<string>();
        var command = ExactArgument.Join([settings.ToolPath.FullPath, .. arguments]).RenderSafe();
        if (Plan is not null)
        {
            Plan(remark is null ? command : $"{command}  # {remark}");
            return new ToolResult(command, 0, [], []);
        }

        CakeContext.Log.Verbose("{0}", command);
        using var process = RunProcess(
            settings,
            builder,
            new ProcessSettings
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectedStandardOutputHandler = line => Keep(line, standardOutput, output, show),
                RedirectedStandardErrorHandler = line => Keep(line, null, output, show),
                EnvironmentVariables = environment.ToDictionary(pair => pair.Key, pair => pair.Value),
                Silent = true,
            }
        );
        using (cancellation.Register(process.Kill))
        {
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        return new ToolResult(command, process.GetExitCode(), standardOutput, output);
    }

    // Cake keeps what a handler returns in a queue of its own; null says that there is nothing left to keep.
    private static string? Keep(string? line, List<string>? own, List<string> both, Action<string> show)
    {
        if (line is not null)
        {
            lock (both)
            {
                own?.Add(line);
                var masked = Secrets.Mask(line);
                both.Add(masked);
                show(masked);
            }
        }

        return null;
    }
}
