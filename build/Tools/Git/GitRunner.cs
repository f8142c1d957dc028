using Cake.Core;
using Cake.Core.IO;

namespace Wheelhouse.Build.Tools.Git;

/// <summary>Runs git.</summary>
/// <param name="context">The host.</param>
/// <param name="told">Where given, is told each command, as a plan does; it runs all the same.</param>
public sealed class GitRunner(ICakeContext context, Action<string>? told = null) : CapturingTool<GitSettings>(context)
{
    private static readonly Dictionary<string, string?> NoPrompts = new() { ["GIT_TERMINAL_PROMPT"] = "0" };

    /// <summary>The commit that is checked out in a folder; null where there is no git, no repository or no commit yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops it.</param>
    public string? Head(string folder, CancellationToken cancellation)
    {
        if (CakeContext.Tools.Resolve(GetToolExecutableNames()) is not { } git)
        {
            return null;
        }

        told?.Invoke(Line(folder, GitCommands.GitHead(), Asking));
        var settings = new GitSettings { ToolPath = git, WorkingDirectory = DirectoryPath.FromString(folder) };
        var result = Capture(settings, GitCommands.GitHead(), NoPrompts, cancellation);
        return result is { ExitCode: 0, StandardOutput: [var commit] } ? commit : null;
    }

    /// <summary>The version of git, such as 2.39.5; null where there is none.</summary>
    /// <param name="cancellation">Stops it.</param>
    public string? Version(CancellationToken cancellation) =>
        CakeContext.Tools.Resolve(GetToolExecutableNames()) is null
            ? null
            : Run("/", ["--version"], cancellation)[0].Replace("git version ", "", StringComparison.Ordinal);

    /// <summary>Runs a git command that must succeed.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The lines of standard output.</returns>
    /// <exception cref="ToolFailedException">There is no git, or it failed.</exception>
    public IReadOnlyList<string> Run(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = Execute(folder, arguments, cancellation);
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new ToolFailedException("git", result.Command, result.ExitCode, result.Output, HintFor(arguments));
    }

    /// <summary>Runs a git command and says whether it succeeded.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="cancellation">Stops it.</param>
    public bool TryRun(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Execute(folder, arguments, cancellation).ExitCode == 0;

    /// <summary>A command as a plan shows it.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="remark">When it runs, or what for; null where that is plain.</param>
    public static string Line(string folder, IEnumerable<string> arguments, string? remark = null) =>
        ExactArgument.Join(["git", "-C", folder, .. arguments]).RenderSafe() + (remark is null ? "" : $"  # {remark}");

    // Git's words depend on its language, its commands do not.
    private static string HintFor(IReadOnlyList<string> arguments) =>
        arguments[0] is "ls-remote" or "clone" or "fetch" or "submodule"
            ? "check the network, the address, and that it may be read; --repository=URL|DIR takes what is released from a mirror or a clone"
            : "mend in that folder what git says above";

    private ToolResult Execute(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        told?.Invoke(Line(folder, arguments, Asking));
        var settings = new GitSettings
        {
            ToolPath = CakeContext.Tools.Resolve(GetToolExecutableNames()) ?? "git",
            WorkingDirectory = DirectoryPath.FromString(folder),
        };
        return Capture(settings, arguments, NoPrompts, cancellation);
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "git";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["git", "git.exe"];
}
